// A reporter for node:test: a line a file while they run, then what failed, what was skipped and why,
// which brokers took part (tests tell it by `t.diagnostic('broker: ...')`), and Node's own summary.
// A file or a run without a single test fails: nothing was tested.
import { relative, resolve } from 'node:path'
import { inspect, stripVTControlCharacters } from 'node:util'

const colours = process.stdout.isTTY === true && !process.env.CI && !process.env.NO_COLOR

export default async function* report(source) {
  const run = { failures: [], skips: new Map(), brokers: new Set(), summary: [], tests: 0 }
  /** The file whose results are coming in; they come file by file. */
  let current
  /** The names of the suites and tests that are open, outermost first. */
  const open = []
  const outputs = new Map()

  for await (const { type, data } of source) {
    switch (type) {
      case 'test:start':
        open.splice(data.nesting, Infinity, data.name)
        break
      case 'test:stdout':
      case 'test:stderr':
        outputs.set(data.file, (outputs.get(data.file) ?? '') + data.message)
        break
      case 'test:pass':
      case 'test:fail': {
        if (current?.file !== data.file) {
          if (current !== undefined) yield fileLine(current)
          current = { file: data.file, tests: 0, failed: 0, skipped: 0, duration: 0 }
        }
        count(run, current, type, data, [...open.slice(0, data.nesting), data.name], outputs)
        break
      }
      case 'test:diagnostic':
        if (data.message.startsWith('broker: ')) run.brokers.add(data.message)
        else if (data.file === undefined) run.summary.push(data.message)
    }
  }
  if (current !== undefined) yield fileLine(current)
  yield* conclude(run)
}

function count(run, current, type, data, path, outputs) {
  const { details, skip, todo } = data
  const isSkipped = skip !== undefined && skip !== false
  const isFile = data.nesting === 0 && resolve(data.name) === data.file
  if (isFile && type === 'test:pass' && current.tests === 0) {
    current.failed++
    run.failures.push({ title: shown(data.file), text: 'it holds no test' })
    return
  }
  if (data.nesting === 0) current.duration += details.duration_ms
  if (details.type !== 'suite' && !isFile) {
    current.tests++
    if (!isSkipped) run.tests++
  }
  if (isSkipped) {
    current.skipped++
    const reason = typeof skip === 'string' ? skip : 'no reason given'
    run.skips.set(reason, (run.skips.get(reason) ?? 0) + 1)
  }
  // A suite fails with its tests: only what fails by itself is told.
  const isCause = details.error?.failureType !== 'subtestsFailed'
  if (type === 'test:pass' || todo !== undefined || !isCause) return
  current.failed++
  // The line is that of what tsx made of the file; the stack has the one that was written.
  const title = isFile ? shown(data.file) : `${path.join(' > ')} (${shown(data.file)})`
  const output = isFile ? (outputs.get(data.file) ?? '') : ''
  run.failures.push({ title, text: `${describe(details.error)}\n${output}`.trimEnd() })
}

function describe(error) {
  const text = inspect(error?.cause ?? error, { colors: colours, depth: 8 })
  return colours ? text : stripVTControlCharacters(text)
}

function fileLine({ file, tests, failed, skipped, duration }) {
  const counts = [
    `${tests} ${tests === 1 ? 'test' : 'tests'}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ]
  const line = `${shown(file)} (${counts.join(', ')}, ${Math.round(duration)} ms)`
  return failed > 0 ? colour(31, `✖ ${line}\n`) : `${colour(32, '✔')} ${line}\n`
}

function* conclude({ failures, skips, brokers, summary, tests }) {
  for (const { title, text } of failures) {
    yield `\n${colour(31, `✖ ${title}`)}\n${text.replace(/^/gm, '  ')}\n`
  }
  yield '\n'
  for (const [reason, times] of skips) yield `﹣ ${times} skipped: ${reason}\n`
  for (const broker of brokers) yield `ℹ ${broker}\n`
  for (const line of summary) yield `ℹ ${line}\n`
  if (tests === 0) yield colour(31, '✖ not a single test was run\n')
  if (tests === 0 || failures.length > 0) process.exitCode = 1
}

function shown(file) {
  return relative(process.cwd(), file)
}

function colour(code, text) {
  return colours ? `\u001b[${code}m${text}\u001b[39m` : text
}

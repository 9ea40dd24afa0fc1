import assert from 'node:assert/strict'
import { exec } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Broker, startBroker } from '../../runtime/broker/index.js'
import { type RunningCommand, runCommand, startCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { noTerminal, openTerminal } from '../support/terminal.js'

const PAGE = readFileSync(new URL('../../docs/shell.md', import.meta.url), 'utf8')

const MYCELIA = fileURLToPath(new URL('../../bin/mycelia.js', import.meta.url))

/** Blocks that show what is typed and printed. */
const [greeting, constant, description] = transcripts()
const doctor = /^```\n\$ npx --no mycelia doctor\n(.*?)^```$/ms.exec(PAGE)![1]!

describe('the examples of docs/shell.md', () => {
  let broker: Broker
  let project: TestProject
  let services: RunningCommand

  before(async () => {
    broker = await startBroker()
    project = makeProject({
      'src/greeting.service.ts': GREETING,
      'src/orders.service.ts': /^```ts\n\/\/ src\/orders\.service\.ts\n(.*?)^```$/ms.exec(
        PAGE,
      )![1]!,
      'config.yaml': `AMQP_URI: '${broker.uri}'\nWEB_SERVER_ADDRESS: '127.0.0.1:0'\n`,
    })
    services = startCommand('mycelia', ['run'], { cwd: project.folder })
    await services.until('stdout', /Listening on/)
  })
  after(async () => {
    await services[Symbol.asyncDispose]()
    project[Symbol.dispose]()
    await broker.close()
  })

  for (const [what, transcript] of Object.entries({ greeting, constant, description })) {
    it(`print what they show: ${what}`, async () => {
      const { typed, printed } = transcript!
      const { code, stdout, stderr } = await runCommand('mycelia', ['shell'], {
        cwd: project.folder,
        input: `${typed.join('\n')}\n`,
      })
      assert.equal(code, 0, stderr)
      // At a terminal they stand in parentheses, below the result; here on standard error.
      const isTiming = (line: string) => /^\(.* ms\)$/.test(line)
      assert.deepEqual(
        stdout.trimEnd().split('\n'),
        printed.filter((line) => !isTiming(line)),
      )
      for (const line of printed.filter(isTiming)) {
        assert.match(alike(stderr), new RegExp(`^${alike(line.slice(1, -1))}$`, 'm'))
      }
    })
  }

  it('are run in scripts as they show', async () => {
    const lines = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, body]) =>
      body!.trim().split('\n'),
    )
    assert.equal(lines.length, 2)
    const printed: string[] = []
    for (const line of lines) {
      const command = line.replace('npx --no mycelia', `${process.execPath} ${MYCELIA}`)
      const { stdout } = await promisify(exec)(command, { cwd: project.folder })
      printed.push(stdout)
    }
    assert.deepEqual(printed, ["'Hello, ujun!'\n", '"Hello, ujun!"\n'])
  })

  it('greet as they show', { skip: noTerminal ?? false }, async () => {
    const [, banner] = /^\$ npx --no mycelia shell\n(.*?)^> /ms.exec(PAGE)!
    await using terminal = await openTerminal(['shell'], {
      cwd: project.folder,
      env: { XDG_STATE_HOME: join(project.folder, 'state'), NO_COLOR: '1' },
    })
    const screen = await terminal.until(/^>$/m)
    assert.equal(alike(screen.slice(0, screen.search(/^>$/m))), alike(banner!))
  })

  it('find what they show', async () => {
    const stale = 'src/generated/greeting.client.ts'
    project.write(stale, `${project.read(stale)}// changed\n`)
    const { code, stdout } = await runCommand('mycelia', ['doctor'], { cwd: project.folder })
    assert.equal(code, 1)
    const withoutBroker = (text: string) => alike(text).replace(/^(ok +broker +).*$/m, '$1any')
    assert.equal(withoutBroker(stdout), withoutBroker(doctor))
  })
})

/** Texts that are the same but for versions, ports and times are equal afterwards. */
function alike(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'host').replaceAll(/\d+(?:\.\d+)+/g, '1.0')
}

/** What is typed behind each prompt, and what is printed below. */
function transcripts() {
  return [...PAGE.matchAll(/^```\n(?:\$ [^\n]*\n)?([^`$]*?^> .*?)^```$/gms)].map(([, body]) => {
    const lines = body!.trimEnd().split('\n')
    const session = lines.slice(lines.findIndex((line) => line.startsWith('> ')))
    return {
      typed: session.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)),
      printed: session.filter((line) => !line.startsWith('> ')),
    }
  })
}

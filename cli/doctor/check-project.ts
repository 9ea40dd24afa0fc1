import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findServiceFiles } from '../../generator/service-files.js'
import { withProgress } from '../progress.js'
import { type Finding, ok, problem, warning } from './finding.js'

/** Whether the compiler's settings suit services, and generated files are those of the source. */
export async function checkProject(projectFolder: string): Promise<readonly Finding[]> {
  if (findServiceFiles(projectFolder).length === 0) {
    return [
      warning(
        'project',
        'no services in src/**/*.service.ts',
        'run it in the folder of a project, or make one: `npm create service greeting`',
      ),
    ]
  }
  return [await checkTypescript(projectFolder), await checkGenerated(projectFolder)]
}

async function checkTypescript(projectFolder: string): Promise<Finding> {
  const { checkTsconfig, formatProblem } = await import('../../generator/read/index.js')
  const [first, ...others] = checkTsconfig(projectFolder)
  if (first === undefined) return ok('typescript', 'tsconfig.json suits decorators')
  const [message = '', ...advice] = formatProblem(first).split('\n')
  const more = others.length === 0 ? [] : [`and ${others.length} more: run \`mycelia generate\``]
  return problem('typescript', message, [...advice.map((line) => line.trim()), ...more].join('; '))
}

async function checkGenerated(projectFolder: string): Promise<Finding> {
  const { generate } = await import('../../generator/generate.js')
  const { problems, changes } = await withProgress('reading the source', () =>
    generate({ projectFolder, check: true }),
  )
  if (problems.length > 0) {
    const [first] = problems
    const where = `${first!.file}:${first!.line}:${first!.column}`
    const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    return problem(
      'generated',
      `the source cannot be read: ${where}: ${first!.message}${rest}`,
      'run `mycelia generate`, which tells all and what to write instead',
    )
  }
  const stale = [...changes.create, ...changes.replace, ...changes.remove]
  if (stale.length === 0) return ok('generated', 'generated files are those of the source')
  const isNew = !existsSync(join(projectFolder, 'src/generated'))
  return problem(
    'generated',
    isNew
      ? 'there are no generated files yet'
      : `out of date: ${stale.slice(0, 3).join(', ')}${stale.length > 3 ? ', ...' : ''}`,
    'run `mycelia generate`',
  )
}

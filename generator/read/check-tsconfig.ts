import { resolve } from 'node:path'
import { ts } from 'ts-morph'
import type { Problem } from './problem.js'
import { positionAt } from './source-position.js'
import { findProperty, readConfig } from './tsconfig.js'

/** What in a project's tsconfig keeps services from being compiled, or decorators from working. */
export function checkTsconfig(projectFolder: string): readonly Problem[] {
  const folder = resolve(projectFolder)
  const { config, problems } = readConfig(folder, `${folder}/tsconfig.json`)
  if (config === undefined || problems.length > 0) return problems
  return config.options.target === ts.ScriptTarget.ESNext
    ? [decoratorsKept(folder, config.configFiles)]
    : []
}

function decoratorsKept(folder: string, configFiles: readonly string[]): Problem {
  const message = 'target "esnext" leaves decorators as they are, which Node cannot read'
  const hint = 'write "target": "es2022"'
  for (const file of configFiles) {
    const source = ts.readJsonConfigFile(file, ts.sys.readFile)
    const property = findProperty(source, ['compilerOptions', 'target'])
    if (property !== undefined) {
      return { ...positionAt(source, property.getStart(source), folder), message, hint }
    }
  }
  return { file: 'tsconfig.json', line: 1, column: 1, message, hint }
}

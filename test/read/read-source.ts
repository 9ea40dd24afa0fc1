import assert from 'node:assert/strict'
import type { Contract, NamedType, Type } from 'mycelia/contract'
import { contractSchema } from 'mycelia/contract'
import {
  formatProblem,
  type ReadOptions,
  type ReadResult,
  readServices,
} from '../../generator/read/index.js'
import { makeProject } from '../support/project.js'

/** Reads a project that consists of these files. */
export function readFiles(
  files: Readonly<Record<string, string>>,
  options: Omit<ReadOptions, 'projectFolder'> = {},
): ReadResult {
  using project = makeProject(files)
  return readServices({ projectFolder: project.folder, ...options })
}

/** The service `subject` with these members, the first of which stands in line 5. */
export function subject(members: string, declarations = ''): string {
  return `import { inject, rpc, service } from 'mycelia'

@service('subject')
export class Subject {
${members}
}

${declarations}
`
}

/** Reads the service `subject`, which must be in order. */
export function readSubject(members: string, declarations = ''): Contract {
  const { contracts, problems } = readFiles({
    'src/subject.service.ts': subject(members, declarations),
  })
  assert.deepEqual(problems.map(formatProblem), [])
  const [contract] = contracts
  assert.ok(contract)
  assert.deepEqual(contractSchema.parse(contract), contract)
  return contract
}

/** Reads types, each as the parameter of a method. */
export function readTypes<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  declarations = '',
): {
  readonly of: Readonly<Record<Name, Type>>
  readonly named: Readonly<Record<string, NamedType>>
} {
  const members = Object.entries(texts).map(
    ([name, text]) => `  @rpc ${name}(value: ${text}): void {}`,
  )
  const { methods, types } = readSubject(members.join('\n'), declarations)
  const entries = methods.map(({ name, params }) => [name, params[0]?.type])
  return { of: Object.fromEntries(entries), named: types }
}

/** The problems of a project that consists of these files, as text. */
export function problemsOf(
  files: Readonly<Record<string, string>>,
  options: Omit<ReadOptions, 'projectFolder'> = {},
): readonly string[] {
  return readFiles(files, options).problems.map(formatProblem)
}

/** The problems of the service `subject`, as text, less the name of its file. */
export function problemsOfSubject(members: string, declarations = ''): readonly string[] {
  const problems = problemsOf({ 'src/subject.service.ts': subject(members, declarations) })
  return problems.map((problem) => problem.replace('src/subject.service.ts:', ''))
}

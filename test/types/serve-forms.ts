import { symlinkSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Contract, contractFromJson } from 'mycelia/contract'
import { generate } from '../../generator/generate.js'
import { formatProblem } from '../../generator/read/index.js'
import { makeProject, type TestProject } from '../support/project.js'
import type { TypeForm } from './type-form.js'

const TYPES = fileURLToPath(new URL('../../node_modules/@types', import.meta.url))

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['esnext'],
    types: ['node'],
    module: 'nodenext',
    strict: true,
    rootDir: 'src',
    skipLibCheck: true,
    customConditions: ['@mycelia/source'],
  },
  include: ['src'],
}

/** A service that gives and takes a value of each form: its generated files, in a project. */
export async function serveForms(forms: readonly TypeForm[]): Promise<TestProject> {
  const project = makeProject({
    'tsconfig.json': JSON.stringify(TSCONFIG),
    'src/forms.service.ts': serviceOf(forms),
  })
  symlinkSync(TYPES, `${project.folder}/node_modules/@types`)
  const { problems } = await generate({ projectFolder: project.folder })
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'))
  return project
}

export function contractOf(project: TestProject): Contract {
  return contractFromJson(project.read('src/generated/forms.contract.json'))
}

/** A generated module. */
export function importGenerated(project: TestProject, name: string): Promise<any> {
  return import(pathToFileURL(`${project.folder}/src/generated/${name}.ts`).href)
}

function serviceOf(forms: readonly TypeForm[]): string {
  const methods = forms.map(
    ({ type }, index) => `  @rpc form${index}(value: ${type}): ${type} { return value }`,
  )
  const declarations = forms.map(({ declarations }) => declarations ?? '')
  return `import { rpc, service } from 'mycelia'

${declarations.join('\n')}

@service('forms')
export class Forms {
${methods.join('\n')}
}
`
}

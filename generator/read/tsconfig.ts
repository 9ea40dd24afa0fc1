import type { SourcePosition } from 'mycelia/contract'
import { ts } from 'ts-morph'
import type { Problem } from './problem.js'
import { compilerMessage } from './problem-log.js'
import { positionAt, relativeFile } from './source-position.js'

/** The user's tsconfig, its `extends` followed. */
export interface ProjectConfig {
  readonly options: ts.CompilerOptions
  /** Absolute paths of all files that it includes. */
  readonly files: readonly string[]
  /** Absolute paths of the tsconfig and of those that it extends. */
  readonly configFiles: readonly string[]
  readonly problems: readonly Problem[]
}

/**
 * What newer or older compilers say of a tsconfig that is in order: an unknown option, an unknown
 * value of one, no input files. They say nothing of what the reader needs.
 */
const HARMLESS: ReadonlySet<number> = new Set([5023, 5025, 6046, 18002, 18003])

/** Reads a tsconfig. Undefined when it cannot be read at all; the problems say why. */
export function readConfig(
  folder: string,
  file: string,
): { readonly config?: ProjectConfig; readonly problems: readonly Problem[] } {
  const text = ts.sys.readFile(file)
  if (text === undefined) return { problems: [missing(folder, file)] }
  const { error } = ts.parseConfigFileTextToJson(file, text)
  if (error !== undefined) return { problems: [configProblem(error, folder, file)] }
  let unreadable: ts.Diagnostic | undefined
  const parsed = ts.getParsedCommandLineOfConfigFile(file, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      unreadable = diagnostic
    },
  })
  if (parsed === undefined) return { problems: [configProblem(unreadable, folder, file)] }
  const problems = parsed.errors
    .filter((diagnostic) => !HARMLESS.has(diagnostic.code))
    .map((diagnostic) => configProblem(diagnostic, folder, file))
  if (problems.length > 0) return { problems }
  const configFiles = [file, ...extendedFiles(parsed.options)]
  if (parsed.options.experimentalDecorators) problems.push(legacyDecorators(folder, configFiles))
  return {
    config: { options: parsed.options, files: parsed.fileNames, configFiles, problems },
    problems,
  }
}

function extendedFiles(options: ts.CompilerOptions): readonly string[] {
  const source = options.configFile as ts.TsConfigSourceFile | undefined
  return source?.extendedSourceFiles ?? []
}

function missing(folder: string, file: string): Problem {
  return {
    file: relativeFile(file, folder),
    line: 1,
    column: 1,
    message: 'there is no such file, and without it the types of the project cannot be read',
    hint:
      'write one: { "compilerOptions": { "target": "es2022", "module": "nodenext", ' +
      '"strict": true, "types": ["node"] }, "include": ["src"] }',
  }
}

function configProblem(
  diagnostic: ts.Diagnostic | undefined,
  folder: string,
  file: string,
): Problem {
  const position =
    diagnostic?.file === undefined
      ? extendsPosition(folder, file)
      : positionAt(diagnostic.file, diagnostic.start ?? 0, folder)
  const message =
    diagnostic === undefined
      ? 'it cannot be read'
      : compilerMessage(diagnostic).replaceAll(`${folder}/`, '')
  return { ...position, message, hint: 'mend it: the types of the project are read as it says' }
}

/** What has no place of its own is about a file that is extended. */
function extendsPosition(folder: string, file: string): SourcePosition {
  const source = ts.readJsonConfigFile(file, ts.sys.readFile)
  const property = findProperty(source, ['extends'])
  return positionAt(source, property?.getStart(source) ?? 0, folder)
}

/** The line that switches legacy decorators on, in whichever file of the chain it stands. */
function legacyDecorators(folder: string, configFiles: readonly string[]): Problem {
  const message =
    'experimentalDecorators turns decorators into an older kind, under which @service and @rpc do nothing'
  for (const file of configFiles) {
    const source = ts.readJsonConfigFile(file, ts.sys.readFile)
    const property = findProperty(source, ['compilerOptions', 'experimentalDecorators'])
    if (property === undefined) continue
    const hint = file.includes('/node_modules/')
      ? `write "experimentalDecorators": false into ${relativeFile(configFiles[0] ?? file, folder)}`
      : 'delete this line (and "emitDecoratorMetadata", which needs it)'
    return { ...positionAt(source, property.getStart(source), folder), message, hint }
  }
  const file = relativeFile(configFiles[0] ?? folder, folder)
  return { file, line: 1, column: 1, message, hint: 'write "experimentalDecorators": false' }
}

/** The property at a path from the top of a tsconfig. */
export function findProperty(
  source: ts.TsConfigSourceFile,
  path: readonly string[],
): ts.Node | undefined {
  let object: ts.Expression | undefined = source.statements[0]?.expression
  let found: ts.PropertyAssignment | undefined
  for (const key of path) {
    if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined
    found = object.properties.find(
      (property): property is ts.PropertyAssignment =>
        ts.isPropertyAssignment(property) &&
        ts.isStringLiteral(property.name) &&
        property.name.text === key,
    )
    object = found?.initializer
  }
  return found
}

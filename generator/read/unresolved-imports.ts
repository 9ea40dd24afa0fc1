import { isBuiltin } from 'node:module'
import { ts } from 'ts-morph'
import type { Breadth } from './project.js'
import type { Reading } from './reading.js'

/**
 * Reports the imports of the user's own files that are found nowhere.
 * @returns where they were looked for: when a file appears there, the result changes.
 */
export function checkImports(reading: Reading, breadth: Breadth): readonly string[] {
  const lookups: string[] = []
  for (const file of reading.program.getSourceFiles()) {
    if (!reading.isOwn(file)) continue
    for (const specifier of importedModules(file)) {
      if (isBuiltin(specifier.text) || !isUnresolvedModule(specifier, reading)) continue
      reading.hasBrokenImports = true
      lookups.push(...lookUp(specifier, reading).lookups)
      // A declaration file that is not read yet may declare it.
      if (!isRelative(specifier.text) && breadth === 'services') reading.unresolved = true
      reportUnresolvedImport(specifier, reading)
    }
  }
  return [...new Set(lookups)].sort()
}

/** Whether a module can be found neither as a file nor as an ambient declaration. */
export function isUnresolvedModule(specifier: ts.StringLiteralLike, reading: Reading): boolean {
  return (
    reading.checker.getSymbolAtLocation(specifier) === undefined &&
    !lookUp(specifier, reading).found
  )
}

export function reportUnresolvedImport(specifier: ts.StringLiteralLike, reading: Reading): void {
  const name = specifier.text
  reading.problems.add(specifier, {
    message: `cannot find ${isRelative(name) ? 'module' : 'package'} '${name}'`,
    hint: hintFor(specifier, reading),
  })
}

function hintFor(specifier: ts.StringLiteralLike, reading: Reading): string {
  const name = specifier.text
  if (isBuiltin(name)) return 'install its types: `npm install --save-dev @types/node`'
  if (!isRelative(name)) return `install it: \`npm install ${packageOf(name)}\``
  const extended = withExtension(specifier, reading)
  if (extended !== undefined) return `write the extension: '${extended}'`
  if (name.includes('/generated/clients/')) {
    return 'generate the client: `mycelia add` and the folder of the service that it calls'
  }
  return 'write the path of a file that is there'
}

function isRelative(name: string): boolean {
  return /^\.{0,2}\//.test(name) || name === '.' || name === '..'
}

function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/')
}

/** The import with the extension that is needed for it to be found. */
function withExtension(specifier: ts.StringLiteralLike, reading: Reading): string | undefined {
  const { text } = specifier
  return [`${text}.js`, `${text}/index.js`].find(
    (name) => lookUpName(name, specifier, reading).found,
  )
}

function importedModules(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  return file.statements.flatMap((statement) => {
    const specifier =
      (ts.isImportDeclaration(statement) && statement.importClause !== undefined) ||
      ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : ts.isImportEqualsDeclaration(statement) &&
            ts.isExternalModuleReference(statement.moduleReference)
          ? statement.moduleReference.expression
          : undefined
    return specifier !== undefined && ts.isStringLiteralLike(specifier) ? [specifier] : []
  })
}

interface LookUp {
  readonly found: boolean
  readonly lookups: readonly string[]
}

function lookUp(specifier: ts.StringLiteralLike, reading: Reading): LookUp {
  return lookUpName(specifier.text, specifier, reading)
}

function lookUpName(name: string, specifier: ts.StringLiteralLike, reading: Reading): LookUp {
  const { program, project } = reading
  const lookups: string[] = []
  const file = specifier.getSourceFile()
  // Without `directoryExists` the compiler asks for every file, which is what is wanted here.
  const host: ts.ModuleResolutionHost = {
    fileExists(path) {
      const exists = project.files.host.fileExists(path)
      if (!exists) lookups.push(path)
      return exists
    },
    readFile: (path) => project.files.host.readFile(path),
  }
  const { resolvedModule } = ts.resolveModuleName(
    name,
    file.fileName,
    program.getCompilerOptions(),
    host,
    undefined,
    undefined,
    program.getModeForUsageLocation(file, specifier),
  )
  return { found: resolvedModule !== undefined, lookups }
}

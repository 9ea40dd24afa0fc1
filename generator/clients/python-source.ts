import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Contract } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import type { ClientNaming } from './client-sources.js'
import { isPath, relativeSource } from './locate-source.js'

/** Reads the services of a Python source; what it is read with is not this room's affair. */
export type PythonReader = (
  path: string,
  options: { readonly naming?: ClientNaming; readonly from: string },
) => PythonContracts

export interface PythonContracts {
  readonly contracts: readonly Contract[]
  /** What of them could not be told in a client. */
  readonly notes: readonly {
    readonly file: string
    readonly line: number
    readonly column: number
    readonly message: string
  }[]
  /** Absolute paths of what was read. */
  readonly inputs: readonly string[]
  /** Absolute paths of what was looked for in vain. */
  readonly missing: readonly string[]
}

/** A Python source as it was named on the command line, found. */
export interface PythonSource {
  /** Absolute: a file, or a folder. */
  readonly path: string
  /** As `sources.json` remembers it. */
  readonly source: string
  /** The class that is meant, of several. */
  readonly className: string | undefined
}

/**
 * Finds `../shop/service.py`, `../shop/service.py:Orders`, or a folder of Python.
 * @throws {ExpectedError} when there is no such file.
 */
export function findPythonSource(projectFolder: string, given: string): PythonSource | undefined {
  const [, file, className] = /^(.+\.py)(?::([^/\\:]*))?$/.exec(given) ?? []
  const path = resolve(projectFolder, file ?? given)
  const source = relativeSource(projectFolder, path)
  if (file === undefined) {
    const isNamed = isPath(given.replaceAll('\\', '/')) || existsSync(path)
    return isNamed && isPythonFolder(path) ? { path, source, className: undefined } : undefined
  }
  if (existsSync(path) && statSync(path).isFile()) return { path, source, className }
  throw new ExpectedError(`there is no ${source}: name a Python file with a Nameko service in it`, {
    misused: true,
  })
}

/** A project of Mycelia has a package.json; where contracts lie, they hold. */
function isPythonFolder(folder: string): boolean {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return false
  if (existsSync(join(folder, 'package.json'))) return false
  const names = readdirSync(folder)
  if (names.some((name) => name.endsWith('.contract.json'))) return false
  return names.some(
    (name) =>
      name.endsWith('.py') ||
      /^(?:pyproject\.toml|setup\.cfg|requirements\.txt)$/.test(name) ||
      existsSync(join(folder, name, '__init__.py')),
  )
}

/**
 * The contracts of a Python source that are meant.
 * @param services Wire names that were asked for; they are looked for among these afterwards.
 * @throws {ExpectedError} when there are none, or several and it is not said which.
 */
export function offeredContracts(
  contracts: readonly Contract[],
  { source, className }: PythonSource,
  services: readonly string[] | undefined,
): readonly Contract[] {
  if (contracts.length === 0) {
    misused(
      `${source} offers no services: none of its classes has both a \`name\` and methods with @rpc of nameko.rpc`,
    )
  }
  const shown = contracts.map((each) => `${each.className} (${each.service})`).join(', ')
  if (className !== undefined) {
    const named = contracts.filter((each) => each.className === className)
    return named.length > 0
      ? named
      : misused(`${source} has no service class ${className}: it has ${shown}`)
  }
  const [first, second] = contracts
  if (second === undefined || services !== undefined) return contracts
  return misused(
    `${source} has several services, ${shown}: choose with --service, as in --service ${first!.service}, which may be repeated`,
  )
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}

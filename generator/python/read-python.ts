import { statSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { Contract } from 'mycelia/contract'
import { findPythonFiles } from './find-python-files.js'
import type { Class, Module } from './module.js'
import { Modules } from './modules.js'
import { Notes, type PythonNote } from './notes.js'
import type { ClientNaming } from './read-parameters.js'
import { readService } from './read-service.js'
import { Resolver } from './resolve.js'

export interface PythonOptions {
  /** @default 'as-written' */
  readonly naming?: ClientNaming
  /** What paths in messages and notes are relative to. */
  readonly from: string
}

/** What a Python source offers. */
export interface PythonOffer {
  readonly contracts: readonly Contract[]
  /** What of it could not be told in a client. */
  readonly notes: readonly PythonNote[]
  /** Absolute paths of what was read. */
  readonly inputs: readonly string[]
  /** Absolute paths of what was looked for in vain. */
  readonly missing: readonly string[]
}

/**
 * Reads the Nameko services of a Python file, or of a folder. Nothing of it is run.
 * @throws {ExpectedError} with the place of what is not Python, or of a name that cannot be known.
 */
export function readPython(
  path: string,
  { naming = 'as-written', from }: PythonOptions,
): PythonOffer {
  const isFolder = statSync(path).isDirectory()
  const root = isFolder ? path : dirname(path)
  const show = (file: string) => relative(from, file).replaceAll('\\', '/')
  const fileOf = (module: Module) => relative(root, module.path).replaceAll('\\', '/')
  const modules = new Modules(show)
  const notes = new Notes(show)
  const resolver = new Resolver(modules)
  const scope = { resolver, notes, naming, fileOf, show }
  const files = isFolder ? findPythonFiles(path) : [path]
  const services = files
    .flatMap((file) => classesOf(modules.open(file)))
    .flatMap((type) => {
      const contract = readService(type, scope)
      return contract === undefined ? [] : { type, contract }
    })
  const contracts = services
    .filter((service) => !services.some((other) => inherits(other, service, resolver)))
    .map(({ contract }) => contract)
  return { contracts, notes: notes.all, inputs: modules.inputs, missing: modules.missing }
}

interface Service {
  readonly type: Class
  readonly contract: Contract
}

/** Whether a class is a service only for another one, of the same name, to inherit from. */
function inherits(heir: Service, { type, contract }: Service, resolver: Resolver): boolean {
  if (heir.type === type || heir.contract.service !== contract.service) return false
  return resolver
    .ancestry(heir.type)
    .classes.some(({ module, node }) => module === type.module && node.from === type.node.from)
}

function classesOf(module: Module): readonly Class[] {
  return [...module.names].flatMap(([name, binding]) =>
    binding.is === 'class'
      ? [
          {
            name,
            module,
            text: module.text,
            node: binding.node,
            shift: 0,
            decorators: binding.decorators,
          },
        ]
      : [],
  )
}

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ExpectedError } from '../expected-error.js'
import { type Module, type ModuleName, readModule } from './module.js'
import { findSyntaxError, lineAndColumn, parsePython } from './syntax.js'

/** How many folders above a file absolute imports are looked for in. */
const MOST_ROOTS = 8

/** What a folder has that is the top of a project: imports lead no further up. */
const TOPS = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', '.git']

/** The Python files of one reading, each parsed once. None of them is run. */
export class Modules {
  readonly #modules = new Map<string, Module>()
  readonly #missing = new Set<string>()
  readonly #show: (path: string) => string

  /** @param show How a path is told. */
  constructor(show: (path: string) => string) {
    this.#show = show
  }

  /** Absolute paths of what has been read. */
  get inputs(): readonly string[] {
    return [...this.#modules.keys()]
  }

  /** Absolute paths of what was looked for in vain. */
  get missing(): readonly string[] {
    return [...this.#missing]
  }

  /** @throws {ExpectedError} when it cannot be read, or is not Python. */
  open(path: string): Module {
    const known = this.#modules.get(path)
    if (known !== undefined) return known
    const text = this.#read(path)
    const root = parsePython(text)
    const mistake = findSyntaxError(root)
    if (mistake !== undefined) {
      const { line, column } = lineAndColumn(text, mistake)
      const [found = ''] = text.slice(mistake, mistake + 20).split('\n')
      const what = found.trim() === '' ? 'something is missing here' : `"${found.trim()}" is wrong`
      throw new ExpectedError(`${this.#show(path)}:${line}:${column} is not Python: ${what}`)
    }
    const module = readModule(path, text, root)
    this.#modules.set(path, module)
    return module
  }

  /** The file of an imported module; undefined when it is not one of the project. */
  find(importer: Module, { level, name }: ModuleName): Module | undefined {
    const steps = name === '' ? [] : name.split('.')
    for (const root of level === 0 ? rootsOf(importer.path) : [above(importer.path, level)]) {
      const base = join(root, ...steps)
      const candidates = steps.length === 0 ? [] : [`${base}.py`, `${base}.pyi`]
      for (const path of [...candidates, join(base, '__init__.py')]) {
        if (existsSync(path)) return this.open(path)
        // What is not in the file's own project can come from anywhere.
        if (level > 0) this.#missing.add(path)
      }
    }
    return undefined
  }

  #read(path: string): string {
    try {
      return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    } catch (cause) {
      throw new ExpectedError(`${this.#show(path)} cannot be read`, { cause })
    }
  }
}

/** The folder that a relative import counts from: one dot is the importer's own. */
function above(path: string, level: number): string {
  let folder = dirname(path)
  for (let step = 1; step < level; step++) folder = dirname(folder)
  return folder
}

/** Where absolute imports may lead: the file's folder and those above, to the top of its project. */
function rootsOf(path: string): readonly string[] {
  const roots: string[] = []
  let folder = dirname(path)
  while (roots.length < MOST_ROOTS) {
    roots.push(folder)
    const up = dirname(folder)
    if (up === folder || TOPS.some((name) => existsSync(join(folder, name)))) break
    folder = up
  }
  return roots
}

import { type Doc, layOut } from './layout.js'

/** Where a printed line ends at the latest. */
const WIDTH = 100

/** A name that a file imports, and from where. */
interface Imports {
  readonly values: Set<string>
  readonly types: Set<string>
}

/** Collects the text of one file: its imports, and blocks with an empty line between them. */
export class Printer {
  readonly #imports = new Map<string, Imports>()
  readonly #namespaces = new Map<string, string>()
  readonly #blocks: string[] = []

  /** Uses a value of another module. @returns its name. */
  value(name: string, module: string): string {
    this.#from(module).values.add(name)
    return name
  }

  /** Uses a type of another module. @returns its name. */
  type(name: string, module: string): string {
    this.#from(module).types.add(name)
    return name
  }

  /** Uses the types of another module under one name. */
  typesAs(name: string, module: string): string {
    this.#namespaces.set(name, module)
    return name
  }

  /** Adds a block; lines that are too long are broken where they may be. */
  block(...content: readonly Doc[]): void {
    this.#blocks.push(layOut(content, WIDTH))
  }

  /** The whole file, under its header. */
  print(header: readonly string[]): string {
    const imports = this.#printImports()
    const blocks = [header.join('\n'), ...(imports === '' ? [] : [imports]), ...this.#blocks]
    return `${blocks.join('\n\n')}\n`
  }

  #from(module: string): Imports {
    let imports = this.#imports.get(module)
    if (imports === undefined) {
      imports = { values: new Set(), types: new Set() }
      this.#imports.set(module, imports)
    }
    return imports
  }

  #printImports(): string {
    const named = [...this.#imports].map(([module, imports]) => ({
      module,
      line: printImport(module, imports),
    }))
    const namespaces = [...this.#namespaces].map(([name, module]) => ({
      module,
      line: `import type * as ${name} from ${quote(module)}`,
    }))
    return [...named, ...namespaces]
      .sort((a, b) => compareModules(a.module, b.module))
      .map(({ line }) => line)
      .join('\n')
  }
}

/** Packages first, then the nearest folder last, as formatters order them. */
function compareModules(a: string, b: string): number {
  const rank = (module: string) => (module.startsWith('./') ? 2 : module.startsWith('../') ? 1 : 0)
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

function printImport(module: string, { values, types }: Imports): string {
  const onlyTypes = values.size === 0
  const names = [
    ...[...values].map((name) => ({ name, text: name })),
    ...[...types]
      .filter((name) => !values.has(name))
      .map((name) => ({ name, text: onlyTypes ? name : `type ${name}` })),
  ]
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ text }) => text)
  const head = onlyTypes ? 'import type' : 'import'
  const line = `${head} { ${names.join(', ')} } from ${quote(module)}`
  if (line.length <= WIDTH) return line
  return [`${head} {`, ...names.map((name) => `  ${name},`), `} from ${quote(module)}`].join('\n')
}

/** As formatters sort names: letter by letter, `A` before `a` before `B`. */
function compareNames(a: string, b: string): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (x === y) continue
    const [lowerX, lowerY] = [x.toLowerCase(), y.toLowerCase()]
    return lowerX === lowerY ? (x < y ? -1 : 1) : lowerX < lowerY ? -1 : 1
  }
  return a.length - b.length
}

/** A string literal in single quotes, or in double ones where that escapes less. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

/** Whether a text can stand as the name of a property without quotes. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text)
}

/** A property's name in an object type or literal. */
export function propertyName(name: string): string {
  if (isIdentifier(name)) return name
  return quote(name)
}

/** The same in an object literal, where one name would set the prototype. */
export function literalKey(name: string): string {
  return name === '__proto__' ? "['__proto__']" : propertyName(name)
}

/** The words of a name, each with a capital: `orderId` and `order_id` are `OrderId`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^\p{ID_Continue}]+|_+/u)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
}

/** Access to a property: `value.name` or `value['odd name']`. */
export function access(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`
}

/** The same of what may be `null` or `undefined`. */
export function optionalAccess(object: string, name: string): string {
  return isIdentifier(name) ? `${object}?.${name}` : `${object}?.[${quote(name)}]`
}

/** A doc comment as lines; none without a text. */
export function docComment(doc: string | undefined, indent = ''): readonly string[] {
  if (doc === undefined || doc.trim() === '') return []
  const lines = doc
    .replaceAll('*/', '*\\/')
    .trim()
    .split(/\r\n|\r|\n|\u2028|\u2029/)
  const [only] = lines
  if (lines.length === 1 && indent.length + only!.length + 7 <= WIDTH) {
    return [`${indent}/** ${only} */`]
  }
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`]
}

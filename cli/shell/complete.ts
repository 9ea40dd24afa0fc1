import { memberNames } from './member-names.js'
import type { Shell } from './shell.js'

/** Words that a line may end with, and the part of the line that they replace. */
export type Completion = readonly [words: readonly string[], replaced: string]

const COMMANDS = ['.describe ', '.exit', '.help', '.services']

/** Completes the end of a line: services and methods by what instances tell, the rest by looking. */
export async function complete(line: string, shell: Shell): Promise<Completion> {
  const described = /^\.describe\s+(\S*)$/.exec(line)
  if (described !== null) return completeTarget(described[1]!, shell)
  if (/^\.\w*$/.test(line)) return matching(COMMANDS, line)
  const service = /\bn\.rpc(?:\.([\w$]*)|\[(['"])([^'"\]]*))$/.exec(line)
  if (service !== null) return completeService(service, shell)
  const method = /\bn\.rpc(?:\.([\w$]+)|\[['"]([^'"\]]+)['"]\])\.([\w$]*)$/.exec(line)
  if (method !== null) {
    const known = (await shell.directory.services()).get(method[1] ?? method[2]!)
    return matching([...(known?.methods.keys() ?? [])], method[3]!)
  }
  return completeExpression(line, shell)
}

async function completeService(
  [, word, quote, quoted]: RegExpExecArray,
  shell: Shell,
): Promise<Completion> {
  const names = [...(await shell.directory.services()).keys()]
  if (quote !== undefined)
    return matching(
      names.map((name) => `${name}${quote}]`),
      quoted!,
    )
  return matching(names.filter(isIdentifier), word!)
}

async function completeTarget(word: string, shell: Shell): Promise<Completion> {
  const services = await shell.directory.services()
  return matching(memberNames(services.values()), word)
}

async function completeExpression(line: string, shell: Shell): Promise<Completion> {
  const [, owner, word] = /(?:([\w$]+(?:\.[\w$]+)*)\.)?([\w$]*)$/.exec(line) ?? ['', undefined, '']
  if (owner === undefined && word === '') return [[], '']
  const names = await shell.evaluator.names(owner)
  return matching(names.filter(isIdentifier), word!)
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
}

function matching(words: readonly string[], start: string): Completion {
  return [[...new Set(words)].filter((word) => word.startsWith(start)).sort(), start]
}

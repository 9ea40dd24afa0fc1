import type { MethodInfo } from 'mycelia'
import { closest } from 'mycelia/config'
import { safeText } from '../safe-text.js'
import type { KnownService } from './directory.js'

/** A service or a method as text: its docs and its signature, with the types that it speaks of. */
export function describeTarget(
  target: string,
  services: ReadonlyMap<string, KnownService>,
): string {
  const service = services.get(target)
  if (service !== undefined) return safeText(describeService(service))
  const dot = target.lastIndexOf('.')
  const owner = dot < 0 ? undefined : services.get(target.slice(0, dot))
  const method = owner?.methods.get(target.slice(dot + 1))
  if (owner !== undefined && method !== undefined) return safeText(describeMethod(owner, method))
  return safeText(notFound(target, services))
}

function describeService({ name, doc, methods, contracts }: KnownService): string {
  const signatures = [...methods.values()].map((method) => `  ${signatureOf(method)}`)
  const several =
    contracts.length > 1 ? [`Its instances fulfil ${contracts.length} different contracts.`] : []
  return [...asComment(doc), name, ...signatures, ...several].join('\n')
}

function describeMethod({ types }: KnownService, method: MethodInfo): string {
  const signature = signatureOf(method)
  const declarations = mentioned(signature, types).map((name) => `type ${name} = ${types[name]}`)
  return [...asComment(method.doc), signature, ...declarations].join('\n')
}

function signatureOf({ name, signature }: MethodInfo): string {
  return signature ?? `${name}(...): what it takes is not known, it does not tell`
}

/** Names of types that a text speaks of, and those that these speak of. */
function mentioned(text: string, types: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>()
  const visit = (text: string) => {
    for (const [word] of text.matchAll(/[\p{ID_Continue}$]+/gu)) {
      if (found.has(word) || !Object.hasOwn(types, word)) continue
      found.add(word)
      visit(types[word] ?? '')
    }
  }
  visit(text)
  return [...found]
}

function asComment(doc: string | undefined): readonly string[] {
  return doc === undefined ? [] : doc.split('\n').map((line) => `// ${line}`.trimEnd())
}

function notFound(target: string, services: ReadonlyMap<string, KnownService>): string {
  if (target === '') return 'Write what to describe: .describe greeting_service.hello'
  const names = [...services.values()].flatMap(({ name, methods }) => [
    name,
    ...[...methods.keys()].map((method) => `${name}.${method}`),
  ])
  const guess = closest(target, names, 3)
  const hint = guess === undefined ? '.services lists those that do.' : `Did you mean ${guess}?`
  return `Nothing that answers is called "${target}". ${hint}`
}

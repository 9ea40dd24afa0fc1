import type { EventInfo, MethodInfo } from 'mycelia'
import { closest } from 'mycelia/config'
import type { KnownService } from '../known-services.js'
import { safeText } from '../safe-text.js'
import { describeActivity, describeRoute, eventKey } from './describe-activity.js'
import { memberNames } from './member-names.js'

/** A service, a method or an event as text: docs and signature, with the types that it speaks of. */
export function describeTarget(
  target: string,
  services: ReadonlyMap<string, KnownService>,
): string {
  const service = services.get(target)
  if (service !== undefined) return safeText(describeService(service))
  for (const owner of services.values()) {
    if (!target.startsWith(`${owner.name}.`)) continue
    const name = target.slice(owner.name.length + 1)
    const event = owner.events.get(name)
    const parts = [
      ...describeMethod(owner, name),
      ...(event === undefined ? [] : [describeEvent(owner, event)]),
    ]
    if (parts.length > 0) return safeText(parts.join('\n'))
  }
  return safeText(notFound(target, services))
}

function describeService(service: KnownService): string {
  const { name, doc, methods, contracts } = service
  const lines = [...[...methods.values()].map(signatureOf), ...describeActivity(service)]
  const several =
    contracts.length > 1 ? [`Its instances fulfil ${contracts.length} different contracts.`] : []
  return [...asComment(doc), name, ...lines.map((line) => `  ${line}`), ...several].join('\n')
}

/** A method with its routes: docs and types are told once. */
function describeMethod({ methods, routes, types }: KnownService, name: string): readonly string[] {
  const method = methods.get(name)
  const own = routes.filter((route) => route.method === name)
  const signatures = [
    ...(method === undefined ? [] : [signatureOf(method)]),
    ...own.map(describeRoute),
  ]
  if (signatures.length === 0) return []
  return [withTypes(method?.doc ?? own[0]?.doc, signatures.join('\n'), types)]
}

function describeEvent({ types }: KnownService, { type, payload, doc }: EventInfo): string {
  return withTypes(doc, `event ${eventKey(type)}: ${payload}`, types)
}

/** Signatures below their doc, and above the types that it speaks of. */
function withTypes(
  doc: string | undefined,
  signature: string,
  types: KnownService['types'],
): string {
  const declarations = mentioned(signature, types).map((name) => `type ${name} = ${types[name]}`)
  return [...asComment(doc), signature, ...declarations].join('\n')
}

function signatureOf({ name, signature }: MethodInfo): string {
  return signature ?? `${name}(...): what it takes is not known, it does not tell`
}

/** Names of types that a text speaks of, and those that these speak of. */
function mentioned(text: string, types: KnownService['types']): readonly string[] {
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
  const guess = closest(target, memberNames(services.values()), 3)
  const hint = guess === undefined ? '.services lists those that do.' : `Did you mean ${guess}?`
  return `Nothing that answers is called "${target}". ${hint}`
}

import type {
  Contract,
  EventDefinition,
  HttpRoute,
  Method,
  TimerDefinition,
  Type,
} from 'mycelia/contract'
import { documentation } from './emit-client.js'
import { block, type Doc, group, hardline, indent, join, layOut, line } from './layout.js'
import { printParameters, printType } from './print-type.js'
import { literalKey, quote } from './printer.js'

/** What people read of a service, as a literal: its docs and signatures, with the names on the wire. */
export function printDescription(contract: Contract): Doc {
  const { doc, methods, events, http = [], websocket = [], timers = [], types } = contract
  const called = new Set(methods.map(({ name }) => name))
  const named = Object.entries(types)
  return block([
    ...(doc === undefined ? [] : [printText('doc', doc)]),
    ['methods: ', block(methods.map(printMethod)), ','],
    ...(events.length === 0 ? [] : [['events: ', block(events.map(printEvent)), ',']]),
    ...printList('handlers', printHandlers(contract)),
    ...(websocket.length === 0 ? [] : [['websocket: ', block(websocket.map(printMethod)), ',']]),
    ...printList(
      'routes',
      http.map((route) => printRoute(route, called)),
    ),
    ...printList('timers', timers.map(printTimer)),
    ...(named.length === 0
      ? []
      : [
          [
            'types: ',
            block(named.map(([name, { type }]) => printText(literalKey(name), showType(type)))),
            ',',
          ],
        ]),
  ])
}

function printMethod(method: Method): Doc {
  const doc = documentation(method)
  const properties = [
    printText('signature', showSignature(method)),
    ...(doc === undefined ? [] : [printText('doc', doc)]),
  ]
  return [`${literalKey(method.wireName)}: `, block(properties), ',']
}

function printEvent({ type, payload, doc }: EventDefinition): Doc {
  const properties = [
    printText('payload', showType(payload)),
    ...(doc === undefined ? [] : [printText('doc', doc)]),
  ]
  return [`${literalKey(type)}: `, block(properties), ',']
}

function printHandlers({ handlers, consumers = [] }: Contract): readonly Doc[] {
  const signature = (method: string, payload: Type) =>
    printText('signature', `${method}(payload: ${showType(payload)})`)
  return [
    ...handlers.map(({ method, from, type, payload }) =>
      block([printText('from', from), printText('type', type), signature(method, payload)]),
    ),
    ...consumers.map(({ method, queue, payload }) =>
      block([printText('queue', queue), signature(method, payload)]),
    ),
  ]
}

/** @param called The methods whose docs are told already. */
function printRoute(route: HttpRoute, called: ReadonlySet<string>): Doc {
  const { verb, path, method: name, params, result, response } = route
  const method: Method = {
    ...route,
    name,
    wireName: name,
    kind: 'unary',
    params: params.map((param) => (param.in === 'request' ? { ...param, type: REQUEST } : param)),
    result: response ? RESPONSE : result,
  }
  const doc = called.has(name) ? undefined : documentation(method)
  return block([
    printText('verb', verb),
    printText('path', path),
    printText('method', name),
    printText('signature', showSignature(method)),
    ...(doc === undefined ? [] : [printText('doc', doc)]),
  ])
}

/** To the contract they are unknown, to people they are what the platform calls them. */
const REQUEST: Type = { kind: 'ref', name: 'Request' }
const RESPONSE: Type = { kind: 'ref', name: 'Response' }

function printTimer({ method, when, timeZone, once }: TimerDefinition): Doc {
  return block([
    printText('method', method),
    printText('when', when),
    ...(timeZone === undefined ? [] : [printText('timeZone', timeZone)]),
    ...(once === undefined ? [] : [printText('once', once)]),
  ])
}

/** A property with a list; nothing, where there is nothing in it. */
function printList(key: string, items: readonly Doc[]): readonly Doc[] {
  if (items.length === 0) return []
  const lines = join(
    hardline,
    items.map((item) => [item, ',']),
  )
  return [[`${key}: [`, indent(hardline, lines), hardline, '],']]
}

function showSignature(method: Method): string {
  const params = method.params.map((param) => ({ ...param, name: param.wireName }))
  const head = printParameters({ ...method, params }, sameName)
  return `${method.wireName}${show(head)}: ${showType(method.result)}`
}

function showType(type: Type): string {
  return show(printType(withoutDocs(type), sameName))
}

/** On one line. */
function show(doc: Doc): string {
  return layOut(group(doc), Number.POSITIVE_INFINITY)
}

/** `doc` is nowhere in a type but where it is the doc of something: names are values, not keys. */
function withoutDocs(type: Type): Type {
  return JSON.parse(JSON.stringify(type, (key, value) => (key === 'doc' ? undefined : value)))
}

function sameName(name: string): string {
  return name
}

/** Characters of a text that stand on one line. */
const WIDTH = 80

/** A property whose value is a text, which is added up from several where it is long. */
function printText(key: string, text: string): Doc {
  const parts = text.split(/(?<=\n)/).flatMap(wrap)
  if (parts.length < 2) return group(`${key}:`, indent(line, `${quote(text)},`))
  const sum = join(
    [' +', hardline],
    parts.map((part) => quote(part)),
  )
  return [`${key}:`, indent(hardline, sum, ',')]
}

function wrap(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH - 1)
    if (space < 0) break
    parts.push(rest.slice(0, space + 1))
    rest = rest.slice(space + 1)
  }
  return [...parts, rest]
}

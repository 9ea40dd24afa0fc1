import { ByteReader, type Field, type FieldTable, readTable } from '../frames/index.js'

/** What a client sends first, and a broker that does not understand it too. */
export const PROTOCOL_HEADER: Buffer = Buffer.from('AMQP\0\0\x09\x01', 'latin1')

/** Ways to log in. @param external Whether clients may do so by the certificate that they present. */
export function mechanisms(external: boolean): Buffer {
  return Buffer.from(external ? 'PLAIN AMQPLAIN EXTERNAL' : 'PLAIN AMQPLAIN')
}

const CAPABILITIES: readonly string[] = [
  'publisher_confirms',
  'exchange_exchange_bindings',
  'basic.nack',
  'consumer_cancel_notify',
  'connection.blocked',
  'consumer_priorities',
  'authentication_failure_close',
  'per_consumer_qos',
  'direct_reply_to',
]

/** How the broker introduces itself. */
export const SERVER_PROPERTIES: FieldTable = new Map<string, Field>([
  [
    'capabilities',
    {
      tag: 'F',
      value: new Map(CAPABILITIES.map((name) => [name, { tag: 't', value: true }])),
    },
  ],
  ['cluster_name', text('mycelia@localhost')],
  ['information', text('For development and tests: it keeps nothing')],
  ['platform', text(`Node.js ${process.versions.node}`)],
  ['product', text('Mycelia broker')],
  // Clients tell by it what they may use.
  ['version', text('3.10.8')],
])

function text(value: string): Field {
  return { tag: 'S', value }
}

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Reads what a client proves its identity with; nothing when it cannot be read. */
export function readCredentials(mechanism: string, response: Buffer): Credentials | undefined {
  if (mechanism === 'PLAIN') {
    const [, user, password, ...rest] = response.toString('utf8').split('\0')
    if (user === undefined || password === undefined || rest.length > 0) return undefined
    return { user, password }
  }
  // A table without the length that it would have as a field.
  const sized = Buffer.alloc(4 + response.length)
  sized.writeUInt32BE(response.length)
  response.copy(sized, 4)
  const table = readTable(new ByteReader(sized))
  const user = table.get('LOGIN')
  const password = table.get('PASSWORD')
  if (user?.tag !== 'S' || password?.tag !== 'S') return undefined
  return { user: user.value, password: password.value }
}

/** The capabilities that a client has. */
export function readCapabilities(properties: FieldTable): ReadonlySet<string> {
  const capabilities = properties.get('capabilities')
  if (capabilities?.tag !== 'F') return new Set()
  return new Set(
    [...capabilities.value].flatMap(([name, { value }]) => (value === true ? [name] : [])),
  )
}

/** The name that a client gives its connection. */
export function readConnectionName(properties: FieldTable): string | undefined {
  const name = properties.get('connection_name')
  return name?.tag === 'S' ? name.value : undefined
}

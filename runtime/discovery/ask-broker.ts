import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { BrokerUnreachable } from '../errors/index.js'
import { type BrokerAddress, showBrokerAddress, type TlsSecrets } from '../transport/index.js'

/** What a broker says of itself to everyone, before anybody has logged in. */
export interface BrokerGreeting {
  /** `RabbitMQ` */
  readonly product: string
  readonly version: string
  /** Ways to log in: `PLAIN`, `AMQPLAIN`, ... */
  readonly mechanisms: readonly string[]
}

/** Milliseconds that a broker may take to say who it is. */
const LIMIT = 5_000

/** More than any greeting takes. */
const MAX_FRAME = 128 * 1024

const PROTOCOL_HEADER = Buffer.from('AMQP\0\0\x09\x01', 'latin1')

/**
 * Asks who answers at an address. Nothing is told: neither user nor password.
 * @param tls The certificate to present, where a broker answers only to who has one.
 * @throws {BrokerUnreachable} when nobody does, or somebody who does not speak AMQP.
 */
export async function askBroker(address: BrokerAddress, tls?: TlsSecrets): Promise<BrokerGreeting> {
  const signal = AbortSignal.timeout(LIMIT)
  const socket = open(address, tls)
  try {
    await once(socket, address.protocol === 'amqps' ? 'secureConnect' : 'connect', { signal })
    socket.write(PROTOCOL_HEADER)
    return await readGreeting(socket, signal)
  } catch (cause) {
    const reason = signal.aborted ? `no greeting within ${LIMIT / 1000} s` : reasonOf(cause)
    const where = showBrokerAddress(address)
    throw new BrokerUnreachable(`no broker answers at ${where}: ${reason}`, { cause })
  } finally {
    socket.on('error', () => {}).destroy()
  }
}

function open({ protocol, host, port }: BrokerAddress, tls?: TlsSecrets): Socket {
  if (protocol === 'amqp') return connectTcp(port, host)
  // Nothing is entrusted to it; whether its certificate is trusted shows at the login.
  const {
    verify: _,
    serverName = isIP(host) === 0 ? host : undefined,
    ...secrets
  } = tls ?? {
    verify: false,
  }
  const name = serverName === undefined ? {} : { servername: serverName }
  return connectTls({ ...secrets, ...name, port, host, rejectUnauthorized: false })
}

async function readGreeting(socket: Socket, signal: AbortSignal): Promise<BrokerGreeting> {
  const { decodeMethod, FrameReader } = await import('../frames/index.js')
  const reader = new FrameReader(MAX_FRAME)
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new Error(reason))
    signal.addEventListener('abort', () => refuse('timeout'), { once: true })
    socket.once('close', () => refuse('the connection was closed'))
    socket.once('error', reject)
    socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk, ({ payload }) => {
          const start = decodeMethod(payload)
          if (start.name !== 'connectionStart') return refuse('it does not speak AMQP 0-9-1')
          const text = (name: string) => String(start.serverProperties.get(name)?.value ?? '?')
          resolve({
            product: text('product'),
            version: text('version'),
            mechanisms: String(start.mechanisms).split(' '),
          })
        })
      } catch {
        refuse('it does not speak AMQP 0-9-1')
      }
    })
  })
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(({ message }) => message).join(', ')
  return (error as Error).message
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { LoadedConfig } from 'mycelia/config'
import type { BrokerOrder, BrokerReport } from './messages.js'

type Address = LoadedConfig['brokers'][number]

const PROGRAM = fileURLToPath(new URL('./broker-process.js', import.meta.url))

/** Milliseconds that a broker has to take a connection. */
const ANSWER_LIMIT = 2_000

/**
 * Sees to it that a broker answers at a loopback address, with an embedded one in a process of its
 * own if need be. Several projects may share it: when the one that runs it ends, another takes over.
 */
export class DevBroker {
  readonly #address: Address
  readonly #onStarted: () => void
  #child: ChildProcess | undefined
  #ensuring: Promise<void> | undefined
  #closed = false

  /** @param onStarted Called whenever it had to run a broker. */
  constructor(address: Address, onStarted: () => void) {
    this.#address = address
    this.#onStarted = onStarted
  }

  /**
   * Runs a broker unless one answers.
   * @throws {Error} when it cannot be run.
   */
  ensure(): Promise<void> {
    this.#ensuring ??= this.#ensure().finally(() => {
      this.#ensuring = undefined
    })
    return this.#ensuring
  }

  async close(): Promise<void> {
    this.#closed = true
    const child = this.#child
    if (child === undefined || !child.connected) return
    const ended = once(child, 'exit')
    child.disconnect()
    await ended
  }

  async #ensure(): Promise<void> {
    if (this.#closed || !isLoopback(this.#address) || (await answers(this.#address))) return
    const { protocol: _, ...order } = this.#address
    const child = fork(PROGRAM)
    child.send({
      ...order,
      host: order.host === 'localhost' ? '127.0.0.1' : order.host,
    } satisfies BrokerOrder)
    const [report]: [BrokerReport] = (await once(child, 'message')) as [BrokerReport]
    if (report.type === 'failed') throw new Error(report.message)
    // Somebody else was faster.
    if (report.type === 'taken') return
    this.#child = child
    this.#onStarted()
  }
}

function isLoopback({ protocol, host }: Address): boolean {
  return protocol === 'amqp' && /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)
}

async function answers({ host, port }: Address): Promise<boolean> {
  const socket = connect({ host, port, timeout: ANSWER_LIMIT })
  try {
    await Promise.race([
      once(socket, 'connect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('no answer'))),
    ])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

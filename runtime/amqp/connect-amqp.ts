import type { Transport } from '../transport/index.js'
import type { AmqpOptions } from './amqp-options.js'
import { AmqpTransport } from './amqp-transport.js'

/**
 * Connects to a RabbitMQ broker, or any other that speaks AMQP 0-9-1. Whatever is lost later is
 * restored, for ever, until the transport is closed.
 * @returns when the connection stands.
 * @throws {BrokerUnreachable} when no broker answers in all attempts.
 * @throws {BrokerRefused} at once, when the broker refuses the user, the virtual host or TLS.
 * @throws the signal's reason, when it aborts first.
 */
export async function connectAmqp(options: AmqpOptions): Promise<Transport> {
  options.signal?.throwIfAborted()
  const transport = new AmqpTransport(options)
  try {
    await transport.connected(options.signal)
    return transport
  } catch (error) {
    await transport.close()
    throw error
  }
}

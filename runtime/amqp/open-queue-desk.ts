import { connect } from 'amqplib'
import { adaptConnection } from './adapt-connection.js'
import type { AmqpOptions } from './amqp-options.js'
import { reasonOf, refusedLogin, unreachable } from './failures.js'
import { loginBy } from './login.js'
import { QueueDesk } from './queue-desk.js'
import { Target } from './target.js'
import { tlsOptions } from './tls-options.js'

/** Milliseconds for each step up to an open connection. */
const LIMIT = 10_000

/**
 * Opens a desk at the first broker that answers.
 * @throws {BrokerUnreachable} {@link BrokerRefused}
 */
export async function openQueueDesk(options: AmqpOptions): Promise<QueueDesk> {
  const { addresses, heartbeat = 60, loginMethod = 'PLAIN', logger, tls } = options
  const target = new Target(addresses, heartbeat)
  const socket = {
    noDelay: true,
    timeout: LIMIT,
    clientProperties: { connection_name: options.name },
    credentials: loginBy(loginMethod, () => target.address),
    ...tlsOptions(tls ?? { verify: true }),
  }
  let failure = new Error('no address')
  for (const _ of addresses) {
    try {
      const model = await connect(target.options, socket)
      adaptConnection(model.connection, {
        onHeadersDropped: () => logger.warn('a message had headers that cannot be read'),
      })
      // What it was lost with fails the deed under way.
      model.on('error', (error) => logger.debug(`the connection was lost: ${reasonOf(error)}`))
      return new QueueDesk(model)
    } catch (error) {
      const refused = refusedLogin(error as Error, target.address, loginMethod)
      if (refused !== undefined) throw refused
      failure = error as Error
      target.next()
    }
  }
  throw unreachable(failure, addresses)
}

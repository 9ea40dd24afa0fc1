import { BrokerRefused, BrokerUnreachable } from '../errors/index.js'
import { type BrokerAddress, type LoginMethod, showBrokerAddress } from '../transport/index.js'
import { whyNoTls } from './tls-failures.js'

/** Why an attempt to connect failed, without where: one line, whatever amqplib and Node made of it. */
export function reasonOf(error: Error): string {
  // Node's own for a name with several addresses has an empty message.
  if (error instanceof AggregateError) return error.errors.map(({ message }) => message).join(', ')
  return replyText(error) ?? (error.message || error.name)
}

/** What the broker said when it closed a channel or a connection, as amqplib quotes it. */
function replyText({ message }: Error): string | undefined {
  const quoted = /\b(\d{3}) \([\w-]*\) with message "(.*)"$/s.exec(message)
  return quoted === null ? undefined : `${quoted[1]} ${quoted[2]}`
}

/**
 * Why a broker will not let us in, ever: a wrong password, a virtual host that is not there, a
 * certificate that is not trusted. Anything else may pass.
 */
export function refusedLogin(
  error: Error,
  address: BrokerAddress,
  method: LoginMethod,
): BrokerRefused | undefined {
  const why = whyNoTls(error, address) ?? whyRefused(error, address, method)
  if (why === undefined) return undefined
  return new BrokerRefused(`${showBrokerAddress(address)} ${why}`, { cause: error })
}

function whyRefused(
  error: Error,
  { username, vhost }: BrokerAddress,
  method: LoginMethod,
): string | undefined {
  const { message } = error
  if (/^Handshake terminated by server: 403 /.test(message)) {
    if (method === 'EXTERNAL') {
      return 'refused the login: the name in the client certificate is no user there; with LOGIN_METHOD: EXTERNAL, certfile and keyfile of AMQP_SSL say who logs in'
    }
    return `refused the login of user "${username}": the password or the user name is wrong`
  }
  // amqplib keeps the broker's words to itself when the virtual host is refused.
  if (/^Expected ConnectionOpenOk; got <ConnectionClose/.test(message)) {
    return `refused virtual host "${vhost}": it is not there, or user "${username}" may not use it`
  }
  if (/^SASL mechanism/.test(message)) {
    return `does not offer LOGIN_METHOD: ${method}: write another one, or enable it there`
  }
  return undefined
}

/** No broker answered in all attempts. */
export function unreachable(error: Error, addresses: readonly BrokerAddress[]): BrokerUnreachable {
  const where = addresses.map(showBrokerAddress).join(', ')
  return new BrokerUnreachable(`no broker answers at ${where}: ${reasonOf(error)}`, {
    cause: error,
  })
}

/**
 * An error that a broker answered a declaration with, and would answer it with again; undefined
 * when it was something else that failed.
 * @param what What was attempted: `consume from queue "x"`.
 */
export function refusedDeclaration(error: Error, what: string): BrokerRefused | undefined {
  const { code } = error as { readonly code?: unknown }
  if (typeof code !== 'number' || !REFUSALS.has(code)) return undefined
  return new BrokerRefused(`cannot ${what}: the broker answered ${reasonOf(error)}`, {
    cause: error,
  })
}

/** Whether a broker closed a channel over something that is not there. */
export function isNotFound(error: Error | undefined): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === 404
}

/**
 * 4xx end a channel: access refused, not found, locked, precondition failed. 5xx end the whole
 * connection: command invalid, not allowed, not implemented, internal error, which is RabbitMQ's
 * answer to features that are switched off.
 */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 405, 406, 503, 530, 540, 541])

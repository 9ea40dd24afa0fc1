import { credentials } from 'amqplib'
import type { BrokerAddress, LoginMethod } from '../transport/index.js'

/** A SASL mechanism, and what is sent by it. */
interface Login {
  readonly mechanism: string
  response(): Buffer
}

/**
 * How amqplib logs in. It takes one login for all its attempts, of which each may go to another
 * address, with another user: the address is asked for when it answers.
 */
export function loginBy(method: LoginMethod, address: () => BrokerAddress): Login {
  if (method === 'EXTERNAL') return credentials.external()
  const login = method === 'PLAIN' ? credentials.plain : credentials.amqplain
  return {
    mechanism: method,
    response() {
      const { username, password } = address()
      return login(username, password).response()
    },
  }
}

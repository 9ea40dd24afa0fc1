import { hasRabbitmqServer, PrivateRabbitmq } from './private-rabbitmq.js'
import {
  deleteUser,
  managementUrl,
  type OpenBroker,
  openRabbitmq,
  rabbitmqVersion,
} from './rabbitmq.js'

/** A virtual host on a RabbitMQ whose management API answers. */
export interface ManagedRabbitmq extends OpenBroker {
  readonly management: string
  /** Users are of the whole server. */
  deleteUser(name: string): Promise<void>
}

const shared = rabbitmqVersion === undefined ? undefined : await managementUrl()

/** Whether there is one, or can be. */
export const hasManagedRabbitmq: boolean = shared !== undefined || hasRabbitmqServer

/** Opens one on the RabbitMQ of all tests, or starts one where that has no management API. */
export async function openManagedRabbitmq(): Promise<ManagedRabbitmq> {
  if (shared !== undefined) return { ...(await openRabbitmq()), management: shared, deleteUser }
  const rabbitmq = await PrivateRabbitmq.start({ management: true })
  return {
    uri: rabbitmq.uri,
    management: rabbitmq.management!,
    deleteUser: async (name) => void (await rabbitmq.ctl('delete_user', name)),
    close: () => rabbitmq[Symbol.asyncDispose](),
  }
}

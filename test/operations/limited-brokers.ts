import { randomUUID } from 'node:crypto'
import { startBroker } from 'mycelia/broker'
import { rightsOf, type ServiceNeeds, userDefinitions } from 'mycelia/operations'
import { quiet } from '../support/quiet.js'
import {
  deleteUser,
  importDefinitions,
  openRabbitmq,
  rabbitmqVersion,
} from '../support/rabbitmq.js'

/** A virtual host with an administrator, and users who may no more than they have to. */
export interface LimitedVhost {
  /** Of who may do everything. */
  readonly admin: string
  /** The address for a service, with its user. */
  uri(user: string): string
  close(): Promise<void>
}

export interface LimitedBroker {
  readonly name: string
  open(needs: readonly ServiceNeeds[]): Promise<LimitedVhost>
}

const PASSWORD = 'only a test'

/** The embedded broker and, where one answers, RabbitMQ. */
export const limitedBrokers: readonly LimitedBroker[] = [
  { name: 'the embedded broker', open: openEmbedded },
  ...(rabbitmqVersion === undefined
    ? []
    : [{ name: `RabbitMQ ${rabbitmqVersion}`, open: openRabbit }]),
]

function definitionsFor(needs: readonly ServiceNeeds[], vhost: string, prefix: string) {
  const rights = needs.map((need) => rightsOf(`${prefix}${need.name}`, [need]))
  const passwords = new Map(rights.map(({ user }) => [user, PASSWORD]))
  return userDefinitions(rights, { vhost, passwords })
}

async function openEmbedded(needs: readonly ServiceNeeds[]): Promise<LimitedVhost> {
  const made = definitionsFor(needs, '/', '')
  const broker = await startBroker({
    log: quiet,
    definitions: {
      ...made,
      users: [...(made.users ?? []), { name: 'admin', password: PASSWORD }],
      permissions: [
        ...(made.permissions ?? []),
        { user: 'admin', vhost: '/', configure: '.*', write: '.*', read: '.*' },
      ],
    },
  })
  const uri = (user: string) => uriOf(`amqp://127.0.0.1:${broker.port}/%2F`, user)
  return { admin: uri('admin'), uri, close: () => broker.close() }
}

async function openRabbit(needs: readonly ServiceNeeds[]): Promise<LimitedVhost> {
  const { uri: admin, close } = await openRabbitmq()
  const prefix = `test-${randomUUID()}-`
  const made = definitionsFor(needs, decodeURIComponent(new URL(admin).pathname.slice(1)), prefix)
  await importDefinitions(made)
  return {
    admin,
    uri: (user) => uriOf(admin, prefix + user),
    async close() {
      await Promise.all((made.users ?? []).map(({ name }) => deleteUser(name)))
      await close()
    },
  }
}

function uriOf(base: string, user: string): string {
  const uri = new URL(base)
  uri.username = encodeURIComponent(user)
  uri.password = encodeURIComponent(PASSWORD)
  return uri.href
}

import {
  askBroker,
  BrokerRefused,
  type Cluster,
  connect,
  stderrLogger,
  UnknownService,
} from 'mycelia'
import { type BrokerAccess, brokerAccess, type LoadedConfig } from 'mycelia/config'
import { type KnownService, knownServices } from '../known-services.js'
import { projectSerializers } from '../project-serializers.js'
import { safeText } from '../safe-text.js'
import { type Finding, ok, problem, warning } from './finding.js'

const NONE_ANSWERS =
  'none answers; those in Python never do, and to ask takes the right to declare exchange "mycelia"'

/** A service that nobody has: a call to it goes the way of all calls, to the broker and back. */
const NOBODY = 'mycelia-doctor'

/** Whether the broker answers, lets us in, and lets us do what callers and services do. */
export async function* checkBroker(config: LoadedConfig): AsyncGenerator<Finding> {
  const [address] = config.brokers
  let tls: BrokerAccess['tls']
  try {
    tls = (await brokerAccess(config)).tls
  } catch (error) {
    yield problem('tls', safeText((error as Error).message), 'correct it: nothing connects without')
    return
  }
  try {
    const { product, version, mechanisms } = await askBroker(address!, tls)
    yield ok('broker', safeText(`${product} ${version}`))
    if (!mechanisms.includes(config.loginMethod)) {
      yield problem(
        'login',
        `the broker does not offer ${config.loginMethod}, but ${safeText(mechanisms.join(', '))}`,
        'write one of these as LOGIN_METHOD into the configuration',
      )
      return
    }
  } catch (error) {
    yield problem(
      'broker',
      safeText((error as Error).message),
      'start it (`mycelia broker` runs one for development), or correct AMQP_URI',
    )
    return
  }
  yield* checkLogin(config)
}

async function* checkLogin(config: LoadedConfig): AsyncGenerator<Finding> {
  let cluster: Cluster
  try {
    cluster = await connect({
      config,
      serializers: await projectSerializers(config, process.cwd()),
      log: stderrLogger('silent'),
      timeout: '5s',
    })
  } catch (error) {
    yield problem(
      'login',
      safeText((error as Error).message),
      'correct user, password and virtual host in AMQP_URI',
    )
    return
  }
  try {
    yield ok('login', cluster.address)
    const permissions = await checkPermissions(cluster)
    yield permissions
    if (permissions.status !== 'problem') yield await checkInstances(cluster, config)
  } finally {
    await cluster.close()
  }
}

async function checkPermissions(cluster: Cluster): Promise<Finding> {
  try {
    await cluster.rpc[NOBODY]!.ping!()
  } catch (error) {
    if (error instanceof UnknownService) {
      return ok('permissions', 'exchange and reply queue declared, a message sent and received')
    }
    return problem('permissions', safeText((error as Error).message), adviceOn(error))
  }
  return warning('permissions', `somebody answers to the name "${NOBODY}"`, 'rename that service')
}

function adviceOn(error: unknown): string {
  if (!(error instanceof BrokerRefused)) return 'see what the log of the broker says of it'
  return error.message.includes('ACCESS_REFUSED')
    ? "give the broker's user the right to configure, write and read what the message names"
    : 'somebody else has declared it in another way: delete it, or use another virtual host'
}

async function checkInstances(cluster: Cluster, config: LoadedConfig): Promise<Finding> {
  if (!config.introspection) return ok('services', 'not asked: introspection is false')
  const instances = await cluster.discover()
  const services = [...knownServices(instances).values()]
  if (services.length === 0) return ok('services', NONE_ANSWERS)
  return ok('services', safeText(`running: ${services.map(sumUp).sort().join(', ')}`))
}

/** `orders_service (2 methods, emits 3 events)` */
function sumUp(service: KnownService): string {
  const { name, methods, events, handlers, routes, websocket, timers } = service
  const queues = handlers.filter(({ queue }) => queue !== undefined).length
  const parts = [
    count(methods.size, 'method'),
    count(routes.length, 'route'),
    count(events.size, 'event', 'emits '),
    count(handlers.length - queues, 'event', 'handles '),
    count(queues, 'queue', 'consumes '),
    count(websocket.length, 'web socket method'),
    count(timers.length, 'timer'),
  ].filter((part) => part !== '')
  return parts.length === 0 ? name : `${name} (${parts.join(', ')})`
}

function count(number: number, what: string, verb = ''): string {
  if (number === 0) return ''
  return `${verb}${number} ${what}${number === 1 ? '' : 's'}`
}

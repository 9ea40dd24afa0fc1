import { createHash } from 'node:crypto'
import { type Moved, openQueueDesk, type QueueDesk } from '../amqp/index.js'
import { brokerAccess, type Config } from '../config/index.js'
import type { Logger } from '../log/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { type Burial, burialOf, deadLetterQueue, withoutFailures } from '../wire/index.js'
import type { ServiceNeeds } from './service-needs.js'

/** A message that no handler could take. */
export interface DeadLetter {
  /** What it is named by: the same each time that it is read. */
  readonly id: string
  readonly burial: Burial
  readonly message: IncomingMessage
}

/** What has become of a dead letter. */
export interface Replayed {
  readonly id: string
  readonly queue: string
  readonly moved: Moved | 'not its queue'
}

export interface ReplayOptions {
  /** Which ones. @default all that are there at the start */
  readonly ids?: ReadonlySet<string>
  /** Where to. @default the queue that each came from */
  readonly to?: string
  readonly onReplayed: (replayed: Replayed) => void
}

const DEAD = deadLetterQueue('').name

/** The dead-letter queue of a name, which may be that of the queue beside it. */
export function deadQueueOf(name: string): string {
  return name.endsWith(DEAD) ? name : deadLetterQueue(name).name
}

/** The dead-letter queues that services may fill. */
export function deadQueuesOf(needs: readonly ServiceNeeds[]): readonly string[] {
  const queues = needs.flatMap((service) => service.queues)
  const fillable = queues.filter(({ carries }) => carries === 'events' || carries === 'messages')
  return [...new Set(fillable.map(({ base }) => deadLetterQueue(base).name))].sort()
}

/** Whether it is named as a dead-letter queue is. */
export function isDeadQueue(name: string): boolean {
  return name.endsWith(DEAD)
}

/** @throws {BrokerUnreachable} {@link BrokerRefused} */
export async function openDeadLetters(config: Config, logger: Logger): Promise<DeadLetters> {
  const access = await brokerAccess(config)
  return new DeadLetters(await openQueueDesk({ ...access, name: 'mycelia dlq', logger }))
}

/** The dead letters at a broker. */
export class DeadLetters implements AsyncDisposable {
  readonly #desk: QueueDesk

  constructor(desk: QueueDesk) {
    this.#desk = desk
  }

  /** How many there are in a queue; undefined when it is not there. */
  count(queue: string): Promise<number | undefined> {
    return this.#desk.count(queue)
  }

  /** The oldest ones of a queue, which stay there. */
  async show(queue: string, limit: number): Promise<readonly DeadLetter[] | undefined> {
    return (await this.#desk.peek(queue, limit))?.map(readDeadLetter)
  }

  /**
   * Gives dead letters back to the queues that they came from, as if they had never failed.
   * @returns false when there is no such queue.
   */
  async replay(queue: string, { ids, to, onReplayed }: ReplayOptions): Promise<boolean> {
    const open = ids === undefined ? undefined : new Set(ids)
    return this.#desk.move(
      queue,
      (message) => {
        if (open?.size === 0) return 'enough'
        const { id, burial } = readDeadLetter(message)
        if (open !== undefined && !open.delete(id)) return undefined
        const target = to ?? burial.queue ?? ''
        if (to === undefined && !isOrigin(target, queue)) {
          onReplayed({ id, queue: target, moved: 'not its queue' })
          return undefined
        }
        return { queue: target, headers: withoutFailures(message.headers) }
      },
      (message, moved) => {
        const { id, burial } = readDeadLetter(message)
        onReplayed({ id, queue: to ?? burial.queue ?? '', moved })
      },
    )
  }

  purge(queue: string): Promise<number | undefined> {
    return this.#desk.purge(queue)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#desk[Symbol.asyncDispose]()
  }
}

/**
 * Whether a queue can be the one that a dead letter came from. Headers are whatever somebody has
 * written: they must not lead a message to the queue of another service.
 */
function isOrigin(queue: string, deadQueue: string): boolean {
  const base = deadQueue.slice(0, -DEAD.length)
  // Of a broadcast each instance has a queue: its name goes on with what tells it from the others.
  return isDeadQueue(deadQueue) && (queue === base || queue.startsWith(`${base}-`))
}

function readDeadLetter(message: IncomingMessage): DeadLetter {
  const { headers, body } = message
  // Some of the broker's own count how often it was read.
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('x-'))
  const hash = createHash('sha256').update(JSON.stringify(own, bigintAsText)).update(body)
  return { id: hash.digest('hex').slice(0, 10), burial: burialOf(headers), message }
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

import { Context, Events, type EventsToken, inject, rpc, ServiceError, service } from 'mycelia'
import { TwinClient } from './generated/twin.client.js'

export interface Profile {
  name: string
  nickname?: string
  born: Date | null
}

/** A call as the one who serves it sees it. */
export interface Call {
  service: string
  stack: string[]
  data: Record<string, unknown>
}

export interface Announcement {
  id: number
  at: Date
}

export interface TwinEvents {
  announced: Announcement
}

export const TwinEvents: EventsToken<TwinEvents> = Events()

/** Known on both sides: Python goes by its path. */
export class OutOfStock extends ServiceError {
  static override readonly code = 'twin.OutOfStock'
  static override readonly excPath = 'twin.OutOfStock'

  constructor(
    message: string,
    readonly sku: string,
    readonly until?: Date,
  ) {
    super(message)
  }
}

/** The twin of python/twin.py: its methods, under its names on the wire. */
@service('twin_service', { naming: 'snake_case' })
export class TwinService {
  private readonly context = inject(Context)
  private readonly events = inject(TwinEvents)
  private readonly peer = inject(TwinClient, { service: 'twin_python' })
  private readonly nobody = inject(TwinClient, { service: 'nobody_service' })

  @rpc
  greet(name: string, punctuation = '!'): string {
    return `Hello, ${name}${punctuation}`
  }

  @rpc
  describe(first?: string, second?: string, third?: string): string {
    return [first, second, third].map((word) => word ?? '-').join(' ')
  }

  @rpc
  whichLanguage(): string {
    return 'typescript'
  }

  @rpc
  doubleIt(someNumber: number): number {
    return someNumber * 2
  }

  @rpc
  dayAfter(someMoment: Date): Date {
    return new Date(someMoment.getTime() + 86_400_000)
  }

  @rpc
  rename(profile: Profile, newName: string): Profile {
    return { ...profile, name: newName }
  }

  @rpc
  echo(value: unknown): unknown {
    return value
  }

  @rpc
  giveNumber(what: string): number {
    return Number(what)
  }

  @rpc
  giveMoment(what: string): Date {
    return new Date(what)
  }

  /** Who served this call, and as many that follow from it, each by the other twin. */
  @rpc
  async traceCalls(hops: number): Promise<Call[]> {
    const { service, callIdStack, data } = this.context
    const here = { service, stack: [...callIdStack], data }
    return [here, ...(hops > 0 ? await this.peer.traceCalls(hops - 1) : [])]
  }

  @rpc
  fail(how: string): unknown {
    if (how === 'value error') throw new RangeError('bad thing')
    if (how === 'own error') throw new OutOfStock('none left', 'a-1', new Date(0))
    if (how === 'unheard error') throw new (class Unheard extends Error {})('caf\u00e9')
    if (how === 'unserializable') return { circle: circle() }
    return null
  }

  /** Fails in what it calls. */
  @rpc
  failDeeper(how: string): Promise<unknown> {
    if (how === 'unknown service') return this.nobody.greet('a')
    if (how === 'wrong signature') return this.peer.greet(...([] as unknown as [string]))
    return this.peer.fail(how)
  }

  @rpc
  async announce(announcement: Announcement): Promise<void> {
    await this.events.announced(announcement)
  }

  @rpc
  async takeTime(millis: number): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, millis))
    return millis
  }
}

function circle(): unknown {
  const circle: { self?: unknown } = {}
  circle.self = circle
  return circle
}

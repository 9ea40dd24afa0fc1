import { Context, config, inject, rpc, ServiceError, service } from 'mycelia'

export interface Item {
  sku: string
  quantity: number
  due?: Date
}

export class OutOfStock extends ServiceError {
  static override readonly code = 'probe.OutOfStock'
  static override readonly retry = 'never'
}

/** Calls in progress, so that tests can watch and release them. */
export const gates: Map<string, { entered: () => void; opened: Promise<void> }> = new Map()

/** How often each marked call has run. */
export const runs: Map<string, number> = new Map()

const Greetings = config('greetings', {
  safeParse: (value) => ({ success: true, data: (value ?? {}) as { readonly word?: string } }),
})

/** A service that does whatever a test of the runtime needs. */
@service('probe_service')
export class ProbeService {
  private readonly context = inject(Context)
  private readonly greetings = inject(Greetings)

  /** Greets a person by name. */
  @rpc
  hello(name: string, punctuation = '!'): string {
    return `${this.greetings.word ?? 'Hello'}, ${name}${punctuation}`
  }

  @rpc({ name: 'total_quantity', params: ['order_items'] })
  total(items: Item[]): number {
    return items.reduce((sum, item) => sum + item.quantity, 0)
  }

  /** Gives an item back as it came, with a due date one day later. */
  @rpc
  async postpone(item: Item): Promise<Item> {
    if (!(item.due instanceof Date)) return item
    return { ...item, due: new Date(item.due.getTime() + 86_400_000) }
  }

  @rpc
  join(separator: string, ...words: string[]): string {
    return words.join(separator)
  }

  @rpc
  describe(first?: string, second?: string, third?: string): string {
    return [first, second, third].map((word) => word ?? '-').join(' ')
  }

  @rpc
  echo(value: unknown): unknown {
    return value
  }

  @rpc
  nothing(): void {}

  /** Throws what the name says. */
  @rpc
  fail(how: string): string {
    if (how === 'own error') throw new OutOfStock('none left')
    if (how === 'type error') throw new TypeError('bad thing')
    if (how === 'string') throw 'boom'
    if (how === 'null') throw null
    return how
  }

  /** Returns what its type does not allow. */
  @rpc
  lie(how: string): string {
    return (how === 'number' ? 42 : undefined) as unknown as string
  }

  /** Returns what JSON cannot hold. */
  @rpc
  circle(): unknown {
    const circle: { self?: unknown } = {}
    circle.self = circle
    return circle
  }

  /** What the call knows of itself. */
  @rpc
  whoami(): { stack: string[]; data: Record<string, unknown>; deadline: number | null } {
    const { callIdStack, data, deadline } = this.context
    return { stack: [...callIdStack], data: { ...data }, deadline: deadline ?? null }
  }

  /** Returns when the test opens the gate. */
  @rpc
  async wait(gate: string): Promise<string> {
    runs.set(gate, (runs.get(gate) ?? 0) + 1)
    const { entered, opened } = gates.get(gate)!
    entered()
    await opened
    return gate
  }

  undecorated(): string {
    return 'secret'
  }
}

import { Context, inject, rpc, service } from 'mycelia'
import { RelayClient } from './generated/relay.client.js'
import { reach, untilLetGo } from './stage.js'

/** Calls itself, and can be held and watched while it runs. */
@service('relay_service')
export class RelayService {
  private readonly context = inject(Context)
  private readonly relay = inject(RelayClient)

  /** When the callers give up, from this call on. */
  @rpc
  async deadlines(hops: number): Promise<number[]> {
    const rest = hops > 0 ? await this.relay.with({ timeout: '1h' }).deadlines(hops - 1) : []
    return [this.context.deadline ?? 0, ...rest]
  }

  /** Waits until it is let go or aborted, so many calls further on. */
  @rpc
  async hold(name: string, hops = 0): Promise<string> {
    const { signal } = this.context
    signal.addEventListener('abort', () => reach(`${name} aborted at ${hops}`))
    reach(`${name} entered at ${hops}`)
    if (hops > 0) return this.relay.hold(name, hops - 1)
    await untilLetGo(name, signal)
    return name
  }

  /** Calls once more when nobody waits any more. */
  @rpc
  async late(name: string): Promise<string> {
    reach(`${name} entered`)
    await untilLetGo(name)
    try {
      await this.relay.mark(name)
    } catch (error) {
      reach(`${name} ended: ${(error as { code?: string }).code}`)
    }
    return name
  }

  @rpc
  mark(name: string): void {
    reach(`${name} marked`)
  }

  /** Makes so many calls at once. */
  @rpc
  async fan(name: string, calls: number): Promise<void> {
    await Promise.all(Array.from({ length: calls }, () => this.relay.mark(name)))
  }

  /** Must not run twice. */
  @rpc({ redelivery: 'refuse' })
  async charge(name: string): Promise<string> {
    reach(`${name} charged`)
    await untilLetGo(name)
    return name
  }

  /** May run as often as anybody likes. */
  @rpc({ idempotent: true })
  async lookUp(name: string): Promise<string> {
    reach(`${name} looked up`)
    await untilLetGo(name)
    return name
  }

  /** Neither ends nor listens. */
  @rpc
  async hang(name: string): Promise<void> {
    reach(`${name} hangs`)
    await untilLetGo(name)
  }
}

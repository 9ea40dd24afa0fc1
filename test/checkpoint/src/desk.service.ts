import { Context, inject, rpc, service } from 'mycelia'
import { tenant } from './context-keys.js'
import { VaultClient } from './generated/vault.client.js'
import { interceptors } from './interceptors.js'

@service('desk_service', { interceptors })
export class DeskService {
  private readonly context = inject(Context)
  private readonly vault = inject(VaultClient)

  /** Everything that the caller sent along travels on; what is set here does too. */
  @rpc
  async visit(name: string): Promise<string> {
    this.context.set(tenant, name)
    return this.vault.open()
  }
}

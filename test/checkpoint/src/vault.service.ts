import { currentContext, inject, language, rpc, service } from 'mycelia'
import { tenant, user } from './context-keys.js'
import { interceptors } from './interceptors.js'

@service('vault_service', { interceptors })
export class VaultService {
  private readonly user = inject(user)
  private readonly tenant = inject(tenant)
  private readonly language = inject(language)

  @rpc
  open(): string {
    return `${this.user?.name} opens ${this.tenant ?? 'nothing'} in ${this.language ?? 'English'}`
  }

  /** What code sees that no instance has been handed to. */
  @rpc
  async seen(): Promise<string> {
    await Promise.resolve()
    return currentContext()?.get(user)?.name ?? 'nobody'
  }
}

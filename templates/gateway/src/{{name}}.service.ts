import { inject, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/greeting.client.js'

@service('{{service}}')
export class {{className}} {
  private readonly greeting = inject(GreetingClient)

  /** Greets everybody. Each name is a message over the network, all of them under way at once. */
  @rpc
  async welcome(names: string[]): Promise<string[]> {
    return Promise.all(names.map((name) => this.greeting.hello(name)))
  }
}

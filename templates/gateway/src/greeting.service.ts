import { rpc, service } from 'mycelia'

@service('greeting_service')
export class GreetingService {
  /** Greets a person by name. */
  @rpc
  hello(name: string): string {
    return `Hello, ${name}!`
  }
}

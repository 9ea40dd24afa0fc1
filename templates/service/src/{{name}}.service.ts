import { rpc, service } from 'mycelia'

@service('{{service}}')
export class {{className}} {
  /** Greets a person by name. */
  @rpc
  hello(name: string): string {
    return `Hello, ${name}!`
  }
}

/** A service for a shell to call. */
export const SERVICE: string = `import { rpc, service } from 'mycelia'

export interface Style {
  word: string
}

/** Greets people. */
@service('greeting_service')
export class GreetingService {
  /** Greets a person by name. */
  @rpc
  hello(name: string, style?: Style): string {
    return \`\${style?.word ?? 'Hello'}, \${name}!\`
  }

  /** Waits for a while. */
  @rpc
  async wait(milliseconds: number): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    return milliseconds
  }

  @rpc
  crash(message: string): void {
    throw new Error(message)
  }

  @rpc
  echo(text: string): string {
    return text
  }
}
`

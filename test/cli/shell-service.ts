import type { Broker } from '../support/brokers.js'
import { startCommand } from '../support/command.js'
import { makeProject } from '../support/project.js'

const SERVICE = `import { http, rpc, service } from 'mycelia'

export interface Style {
  word: string
}

/** Greets people. */
@service('greeting_service')
export class GreetingService {
  /** Greets a person by name. */
  @rpc
  @http('POST', '/hello/:name')
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

  /** Invents a style. */
  @http('GET', '/styles')
  @http('GET', '/styles/:word')
  invent(word = 'Hey'): Style {
    return { word }
  }
}
`

/** A service for a shell to call, running. */
export interface ServedProject extends AsyncDisposable {
  /** With a configuration that names the broker. */
  readonly folder: string
  /** Of the broker. */
  readonly uri: string
}

/** Runs `greeting_service` on a broker of its own. */
export async function serveProject(broker: Broker): Promise<ServedProject> {
  const { uri, close } = await broker.open()
  const project = makeProject({ 'src/greeting.service.ts': SERVICE })
  project.write(
    'config.yaml',
    `AMQP_URI: '${uri}'\nWEB_SERVER_ADDRESS: '127.0.0.1:0'\ndb_password: hunter2\n`,
  )
  const service = startCommand('mycelia', ['run'], { cwd: project.folder })
  await service.until('stdout', /Listening on/)
  return {
    folder: project.folder,
    uri,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]()
      project[Symbol.dispose]()
      await close()
    },
  }
}

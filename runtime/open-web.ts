import type { LoadedConfig } from './config/index.js'
import type { Hub } from './hub/index.js'
import type { Logger } from './log/index.js'
import type { EntrypointFactory, HttpServer, ServiceDefinition } from './service/index.js'

/** The HTTP server that services share, and what brings them its requests and those of web sockets. */
export interface Web {
  readonly server: HttpServer | undefined
  readonly entrypoints: readonly EntrypointFactory[]
}

/** Loads what services need that answer HTTP or web sockets; for others, nothing. */
export async function openWeb(
  definitions: readonly ServiceDefinition[],
  config: LoadedConfig,
  hub: Hub,
  log: Logger,
): Promise<Web> {
  const routed = definitions.find(({ http }) => http !== undefined && http.routes.length > 0)
  const socketed = definitions.find(({ websocket }) => websocket !== undefined)
  const sockets = await socketed?.websocket?.load()
  const module = (await routed?.http?.load()) ?? sockets
  if (module === undefined) return { server: undefined, entrypoints: [] }
  const server = module.createHttpServer(
    {
      ...config.webServer,
      bodyLimit: config.httpBodyLimit,
      timeout: config.httpTimeout,
      headersTimeout: config.httpHeadersTimeout,
      context: config.httpContext,
      cors: config.httpCors,
    },
    log,
  )
  const settings = config.webSocket
  const opened = sockets?.createWebSocketServer({ http: server, hub, settings, log })
  return {
    server,
    entrypoints: [server.entrypoint, ...(opened === undefined ? [] : [opened.entrypoint])],
  }
}

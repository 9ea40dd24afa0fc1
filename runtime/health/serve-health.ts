import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../errors/index.js'
import type { Health } from './health.js'

export interface HealthServer {
  /** Where it listens: the port that was asked for, or the one that was free. */
  readonly port: number
  close(): void
}

/**
 * Answers probes over HTTP: `/livez` as long as the process does anything at all, `/readyz` while it
 * can be given work, with 503 and the reasons otherwise. A process that waits for its broker is
 * alive: to start it anew would not help.
 * @throws {ConfigError} when the port cannot be had.
 */
export async function serveHealth(
  health: Health,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  const server = createServer(
    { requestTimeout: 5_000, headersTimeout: 5_000 },
    (request, response) => answer(health, request, response),
  )
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(
      `health_address: ${host}:${port} cannot be had (${code}): is it taken? Write another port`,
    )
  }
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answerOf(path: string | undefined, health: Health): [status: number, body: object] {
  if (path === '/livez') return [200, { alive: true }]
  if (path !== '/readyz') return [404, { paths: ['/livez', '/readyz'] }]
  const report = health.report()
  return [report.ready ? 200 : 503, report]
}

function answer(health: Health, request: IncomingMessage, response: ServerResponse): void {
  const [path] = (request.url ?? '').split('?')
  const [status, body] = answerOf(path, health)
  // A probe asks once: a connection that stays would hold the end of the process.
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, { ...headers, connection: 'close' }).end(`${JSON.stringify(body)}\n`)
}

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { ConfigError } from '../errors/index.js'

/** Milliseconds in which a port becomes free that an ending process has. */
const PATIENCE = 1_000

const PAUSE = 25

/**
 * Opens a port. One that is taken is asked for again for a moment: of a service that is replaced,
 * the old process may be about to let it go.
 * @returns the URL.
 * @throws {ConfigError} when it cannot be had.
 */
export async function listenOn(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  const until = Date.now() + PATIENCE
  for (;;) {
    try {
      server.listen({ host, port })
      await once(server, 'listening')
      return urlOf(host, server.address() as AddressInfo)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EADDRINUSE' || Date.now() > until) throw explain(error, host, port)
      await setTimeout(PAUSE)
    }
  }
}

function urlOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function explain(error: unknown, host: string, port: number): ConfigError {
  const { code, message } = error as NodeJS.ErrnoException
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'this user may not open the port'
        : code === 'EADDRNOTAVAIL'
          ? 'it is no address of this machine'
          : message
  return new ConfigError(
    `cannot listen on ${place}: ${why}; set WEB_SERVER_ADDRESS to another address or port`,
  )
}

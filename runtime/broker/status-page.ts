import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from './loopback.js'
import type { BrokerStatus, QueueStatus } from './status.js'

/** Serves a broker's state over HTTP, for whoever looks at this machine from itself. */
export class StatusPage {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(host: string, port: number, status: () => BrokerStatus): Promise<StatusPage> {
    const rates = new Rates()
    const server = createServer((request, response) => {
      // A page of another origin that had its name point here must not read it.
      if (!isLoopback(hostOf(request.headers.host ?? ''))) {
        response.writeHead(403).end()
        return
      }
      if (request.method !== 'GET' || request.url !== '/') {
        response.writeHead(404).end()
        return
      }
      const body = JSON.stringify(rates.added(status()), null, 2)
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(`${body}\n`)
    })
    server.listen(port, host)
    await once(server, 'listening')
    server.unref()
    return new StatusPage(server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}

function hostOf(header: string): string {
  return header.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
}

/** Adds how many messages a second went through each queue since the page was last read. */
class Rates {
  #at = performance.now()
  #before = new Map<string, QueueStatus>()

  added(status: BrokerStatus): unknown {
    const now = performance.now()
    const seconds = (now - this.#at) / 1000
    const before = this.#before
    this.#at = now
    this.#before = new Map()
    const vhosts = status.vhosts.map((vhost) => ({
      ...vhost,
      queues: vhost.queues.map((queue) => {
        const key = `${vhost.name}\0${queue.name}`
        this.#before.set(key, queue)
        const then = before.get(key)
        const rate = (count: 'published' | 'delivered' | 'acknowledged') =>
          Math.round(((queue[count] - (then?.[count] ?? 0)) / seconds) * 10) / 10
        return {
          ...queue,
          rates: {
            published: rate('published'),
            delivered: rate('delivered'),
            acknowledged: rate('acknowledged'),
          },
        }
      }),
    }))
    return { ...status, vhosts }
  }
}

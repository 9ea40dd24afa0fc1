import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type BrokerAccess, brokerAccess, type Config } from '../config/index.js'
import { BrokerRefused, BrokerUnreachable, ConfigError } from '../errors/index.js'

/** The ports of RabbitMQ's management plugin. */
const PORTS = { amqp: 15672, amqps: 15671 } as const

/** Milliseconds to an answer. */
const LIMIT = 10_000

/** Bytes of an answer at most. */
const LONGEST_ANSWER = 64 * 1024 * 1024

/** RabbitMQ's management API, for one virtual host. */
export class ManagementApi {
  /** Without user and password. */
  readonly url: string
  readonly vhost: string
  readonly #login: string
  readonly #tls: BrokerAccess['tls']

  constructor(url: URL, vhost: string, login: string, tls: BrokerAccess['tls']) {
    this.url = `${url.origin}${url.pathname.replace(/\/$/, '')}`
    this.vhost = vhost
    this.#login = login
    this.#tls = tls
  }

  /**
   * The API of the broker of a configuration.
   * @param url Where it is. @default port 15672 of the broker's host; 15671 and TLS where AMQP has TLS
   */
  static async of(config: Config, url?: string): Promise<ManagementApi> {
    const { protocol, host, username, password, vhost } = config.brokers[0]!
    const scheme = protocol === 'amqps' ? 'https' : 'http'
    const shown = host.includes(':') ? `[${host}]` : host
    const base = readUrl(url ?? `${scheme}://${shown}:${PORTS[protocol]}`)
    const { tls } = await brokerAccess(config)
    return new ManagementApi(base, vhost, `${username}:${password}`, tls)
  }

  /** The same API for another virtual host. */
  in(vhost: string): ManagementApi {
    return new ManagementApi(new URL(this.url), vhost, this.#login, this.#tls)
  }

  /** @returns undefined when it is not there. */
  async get<T>(...path: readonly string[]): Promise<T | undefined> {
    const { status, body } = await this.#ask('GET', path)
    if (status === 404) return undefined
    return JSON.parse(refuse(status, body, 'GET', path)) as T
  }

  async put(body: object, ...path: readonly string[]): Promise<void> {
    const answer = await this.#ask('PUT', path, body)
    refuse(answer.status, answer.body, 'PUT', path)
  }

  #ask(method: string, path: readonly string[], body?: object) {
    const url = new URL(`${this.url}/api/${path.map(encodeURIComponent).join('/')}`)
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const { verify, serverName, ...secrets } = this.#tls ?? { verify: true }
    const options = {
      method,
      auth: this.#login,
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(LIMIT),
      ...secrets,
      rejectUnauthorized: verify,
      ...(serverName !== undefined && { servername: serverName }),
    }
    return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
      const fail = (cause: Error) => {
        const why = cause.name === 'TimeoutError' ? `no answer in ${LIMIT} ms` : reasonOf(cause)
        const message = `no management API answers at ${this.url}: ${why}`
        reject(new BrokerUnreachable(message, { cause }))
      }
      const call = request(url, options, (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > LONGEST_ANSWER) response.destroy(new Error('the answer is too large'))
          else chunks.push(chunk)
        })
        response.on('error', fail)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        )
      })
      call.on('error', fail)
      call.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }
}

function readUrl(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {
    // Told below.
  }
  throw new ConfigError(`"${text}" is no address of a management API: write http://host:15672`)
}

function refuse(status: number, body: string, method: string, path: readonly string[]): string {
  if (status >= 200 && status < 300) return body
  const what = `${method} ${path.join('/')}`
  const advice =
    status === 401 || status === 403
      ? "; the user of AMQP_URI needs RabbitMQ's tag management or administrator"
      : ''
  throw new BrokerRefused(
    `the management API refused ${what}: ${status} ${body.slice(0, 500)}${advice}`,
  )
}

function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(({ message }) => message).join(', ')
  return error.message
}

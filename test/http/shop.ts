import { type Interceptor, type Running, run, type ServiceDefinition } from 'mycelia'
import { type Config, loadConfig } from 'mycelia/config'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { type Broker, brokers } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

/** What a shop may have of its own. */
export interface ShopOptions {
  /** @default the embedded one */
  readonly broker?: Broker
  readonly interceptors?: readonly Interceptor[]
}

/** A running shop, with a broker of its own. */
export interface Shop extends AsyncDisposable {
  readonly url: string
  readonly running: Running
  /** The broker's URI. */
  readonly broker: string
  /** The status, the JSON body if there is one, and the headers of an answer. */
  ask(path: string, init?: RequestInit): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** @param settings Of the configuration; the port is a free one unless they say another. */
export async function openShop(
  settings: Partial<Config> = {},
  definitions: readonly ServiceDefinition[] = [shopServer],
  log = quiet,
  { broker: { open } = brokers[0]!, interceptors = [] }: ShopOptions = {},
): Promise<Shop> {
  const broker = await open()
  const loaded = await loadConfig({ broker: broker.uri })
  const config = { ...loaded, webServer: { host: '127.0.0.1', port: 0 }, ...settings }
  let running: Running
  try {
    running = await run(definitions, { config, log, interceptors })
  } catch (error) {
    await broker.close()
    throw error
  }
  const url = running.http!
  return {
    url,
    running,
    broker: broker.uri,
    async ask(path, init) {
      const response = await fetch(url + path, init)
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        body: isJson && text !== '' ? JSON.parse(text) : text,
        headers: response.headers,
      }
    },
    async [Symbol.asyncDispose]() {
      await running.close()
      await broker.close()
    },
  }
}

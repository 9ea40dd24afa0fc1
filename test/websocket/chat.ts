import { type Running, run, type ServiceDefinition } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { type Config, loadConfig } from 'mycelia/config'
import { chatServer } from '../golden/chat/src/generated/chat.server.js'
import { quiet } from '../support/quiet.js'
import { connectTo, type Peer, type PeerOptions } from './peer.js'

/** A running chat service. */
export interface Chat extends AsyncDisposable {
  readonly url: string
  readonly running: Running
  readonly broker: string
  connect(options?: PeerOptions): Promise<Peer>
}

export interface ChatOptions {
  /** Of web sockets. */
  readonly webSocket?: Partial<Config['webSocket']>
  readonly settings?: Partial<Config>
  readonly definitions?: readonly ServiceDefinition[]
  /** A broker of others. @default one of its own */
  readonly broker?: string
  readonly log?: typeof quiet
}

export async function openChat({
  webSocket = {},
  settings = {},
  definitions = [chatServer],
  broker,
  log = quiet,
}: ChatOptions = {}): Promise<Chat> {
  const own = broker === undefined ? await startBroker({ log: quiet }) : undefined
  const uri = broker ?? own!.uri
  const loaded = await loadConfig({ broker: uri })
  const config = {
    ...loaded,
    webServer: { host: '127.0.0.1', port: 0 },
    ...settings,
    webSocket: { ...loaded.webSocket, ...webSocket },
  }
  let running: Running
  try {
    running = await run(definitions, { config, log })
  } catch (error) {
    await own?.close()
    throw error
  }
  const url = running.http!
  return {
    url,
    running,
    broker: uri,
    connect: (options) => connectTo(`${url}/ws`, options),
    async [Symbol.asyncDispose]() {
      await running.close()
      await own?.close()
    },
  }
}

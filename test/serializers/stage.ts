import { decode, encode } from '@msgpack/msgpack'
import { type Cluster, connect, run, type Serializer } from 'mycelia'
import { loadText } from '../config/load-text.js'
import { Newsroom } from '../events/newsroom.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { RawPeer } from '../rpc/raw-peer.js'
import type { OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

/** Services and a caller that are configured alike, and peers that speak plain AMQP. */
export interface Stage extends AsyncDisposable {
  readonly cluster: Cluster
  readonly peer: RawPeer
  readonly room: Newsroom
}

/** @param yaml Of the configuration, what is about serialisers. */
export async function openStage(
  { uri }: OpenBroker,
  yaml: string,
  serializers: readonly Serializer[] = [],
): Promise<Stage> {
  const config = await loadText(yaml, { broker: uri })
  const room = await Newsroom.open({ uri, close: async () => {} })
  const peer = await RawPeer.connect(uri)
  const options = { config, log: quiet, serializers }
  const running = await run([probeServer, newsServer, readerServer], options)
  const cluster = await connect(options)
  return {
    cluster,
    peer,
    room,
    [Symbol.asyncDispose]: async () => {
      await cluster.close()
      await running.close()
      await peer[Symbol.asyncDispose]()
      await room[Symbol.asyncDispose]()
    },
  }
}

/** Marks a message as kombu marks MessagePack. */
export const MSGPACK = { contentType: 'application/x-msgpack', contentEncoding: 'binary' } as const

export function packed(value: unknown): Buffer {
  return Buffer.from(encode(value))
}

export function unpacked(body: Uint8Array): unknown {
  return decode(body)
}

/** Text that is JSON backwards. */
export const backwards: Serializer = {
  name: 'backwards',
  contentType: 'application/x-backwards',
  contentEncoding: 'utf-8',
  encode: (value) => reverse(JSON.stringify(value)),
  decode: (body) => JSON.parse(reverse(body.toString())),
}

function reverse(text: string): string {
  return [...text].reverse().join('')
}

import type { Duplex } from 'node:stream'
import { mendContentHeader } from './mend-content-header.js'

/** The members of an amqplib connection that are touched. They are no part of its public API. */
interface Internals {
  /** Takes the next frame from `rest`, reading more into it as needed. */
  recvFrame(): unknown
  rest: Buffer
  readonly stream: Duplex
}

export interface Adaptation {
  /** Called when a message's headers could not be read and were taken out of it. */
  readonly onHeadersDropped: () => void
}

/**
 * Teaches a connection of amqplib's what it lacks: 64-bit integers of Python's, headers that are
 * harmless whatever a peer has sent, and one write to the socket a tick.
 * @returns the internals that this version of amqplib lacks; what needs them was left as it is.
 */
export function adaptConnection(connection: object, adaptation: Adaptation): readonly string[] {
  const missing: string[] = []
  if (canReceive(connection)) mendIncoming(connection, adaptation)
  else missing.push('connection.recvFrame and connection.rest')
  if (canCork(connection)) corkWrites(connection.stream)
  else missing.push('connection.stream')
  return missing
}

function canReceive(connection: object): connection is Pick<Internals, 'recvFrame' | 'rest'> {
  const { recvFrame, rest } = connection as Partial<Internals>
  return typeof recvFrame === 'function' && Buffer.isBuffer(rest)
}

function canCork(connection: object): connection is Pick<Internals, 'stream'> {
  const { stream } = connection as Partial<Internals>
  return [stream?.write, stream?.cork, stream?.uncork].every((f) => typeof f === 'function')
}

function mendIncoming(
  connection: Pick<Internals, 'recvFrame' | 'rest'>,
  { onHeadersDropped }: Adaptation,
): void {
  const receive = connection.recvFrame
  connection.recvFrame = function mended(this: typeof connection) {
    if (mendContentHeader(this.rest)) onHeadersDropped()
    return receive.call(this)
  }
}

/** Collects what is written in one tick, many small frames under load, into one system call. */
function corkWrites(stream: Duplex): void {
  const write = stream.write as (chunk: unknown, ...others: unknown[]) => boolean
  let corked = false
  const uncork = () => {
    corked = false
    stream.uncork()
  }
  const corkedWrite = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
    if (!corked) {
      corked = true
      stream.cork()
      process.nextTick(uncork)
    }
    return write.call(stream, chunk, encoding, callback)
  }
  stream.write = corkedWrite as Duplex['write']
}

import type { ChannelModel } from 'amqplib'

export interface SetupLimit {
  /** Milliseconds that the broker may take to answer. */
  readonly limit: number
  /** Ends the connection's socket. */
  readonly drop: () => void
}

/**
 * Checks that a connection lives, before amqplib's recovery takes charge of it. Until then nobody
 * would listen to it: an error would end the process, and a connection that is lost in between
 * would never be noticed. One that does not answer is dropped.
 * @throws what the connection was lost with.
 */
export async function guardSetup(model: ChannelModel, { limit, drop }: SetupLimit): Promise<void> {
  let lost: Error | undefined
  const closed = new Promise<never>((_, reject) => {
    model.once('close', (error) => {
      lost ??= error ?? new Error('the connection was closed')
      reject(lost)
    })
  })
  closed.catch(() => {})
  // An error is told again by the close that follows it.
  model.on('error', () => {})
  const fail = (error: Error) => {
    lost ??= error
    drop()
  }
  const late = new Error(`the broker did not answer within ${limit} ms`)
  const timer = setTimeout(fail, limit, late)
  try {
    await Promise.race([probe(model), closed])
  } catch (error) {
    fail(error as Error)
  } finally {
    clearTimeout(timer)
  }
  // Not before the close: amqplib would say goodbye, and once that is cut off, wait for ever.
  if (lost !== undefined) await closed
}

/** A channel opens only on a connection that lives; if it died before, this throws. */
async function probe(model: ChannelModel): Promise<void> {
  const channel = await model.createChannel()
  channel.on('error', () => {})
  channel.close().catch(() => {})
}

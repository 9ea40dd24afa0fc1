import type { ChannelModel } from 'amqplib'

/**
 * Checks that a connection lives, before amqplib's recovery takes charge of it. Until then nobody
 * would listen to it: an error would end the process, and a connection that is lost in between
 * would never be noticed.
 * @throws what the connection was lost with.
 */
export async function guardSetup(model: ChannelModel): Promise<void> {
  let lost: Error | undefined
  const closed = new Promise<never>((_, reject) => {
    model.once('close', (error) => {
      lost = error ?? new Error('the connection was closed')
      reject(lost)
    })
  })
  closed.catch(() => {})
  // An error is told again by the close that follows it.
  model.on('error', () => {})
  try {
    await Promise.race([probe(model), closed])
  } catch (error) {
    throw lost ?? error
  }
  // The answer and the close may have come together.
  if (lost !== undefined) throw lost
}

/** A channel opens only on a connection that lives; if it died before, this throws. */
async function probe(model: ChannelModel): Promise<void> {
  const channel = await model.createChannel()
  channel.on('error', () => {})
  channel.close().catch(() => {})
}

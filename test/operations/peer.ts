import { once } from 'node:events'
import { type ConfirmChannel, connect } from 'amqplib'

/** What a user tries at the broker, on a channel of its own. @returns the refusal, or `allowed`. */
export async function attempt(
  uri: string,
  deed: (channel: ConfirmChannel) => Promise<unknown>,
): Promise<string> {
  const connection = await connect(uri, { noDelay: true })
  connection.on('error', () => {})
  try {
    const channel = await connection.createConfirmChannel()
    const refused = once(channel, 'error').then(([error]) => error.message as string)
    const done = deed(channel).then(
      () => 'allowed',
      () => refused,
    )
    return await Promise.race([refused, done])
  } finally {
    await connection.close().catch(() => {})
  }
}

/** Publishes, and waits for the broker's word. */
export async function send(channel: ConfirmChannel, exchange: string, key: string): Promise<void> {
  channel.publish(exchange, key, Buffer.from('{}'))
  await channel.waitForConfirms()
}

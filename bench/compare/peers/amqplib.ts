// The request and reply of RabbitMQ's tutorial on amqplib alone. Tuned: no delay, a hundred requests ahead.
import { randomUUID } from 'node:crypto'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { Peer, Setting } from '../peer.js'

async function open(setting: Setting): Promise<{ connection: ChannelModel; channel: Channel }> {
  const connection = await connect(setting.uri, setting.tuned ? { noDelay: true } : {})
  return { connection, channel: await connection.createChannel() }
}

export const peer: Peer = {
  async serve(setting) {
    const { connection, channel } = await open(setting)
    await channel.assertQueue(setting.service, { durable: setting.persistent })
    await channel.prefetch(setting.tuned ? 100 : 1)
    await channel.consume(setting.service, (message) => {
      if (message === null) return
      const [name] = JSON.parse(message.content.toString())
      const { replyTo, correlationId } = message.properties
      channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(`Hello, ${name}!`)), {
        correlationId,
        persistent: setting.persistent,
      })
      channel.ack(message)
    })
    return () => connection.close()
  },

  async connect(setting) {
    const { connection, channel } = await open(setting)
    const { queue } = await channel.assertQueue('', {
      exclusive: true,
      durable: setting.persistent,
    })
    const pending = new Map<string, (result: unknown) => void>()
    const settle = (id: string, text: string) => {
      pending.get(id)?.(JSON.parse(text))
      pending.delete(id)
    }
    await channel.consume(
      queue,
      (message) => {
        if (message !== null) settle(message.properties.correlationId, message.content.toString())
      },
      { noAck: true },
    )
    return {
      hello: (name) =>
        new Promise((resolve) => {
          const correlationId = randomUUID()
          pending.set(correlationId, resolve)
          const body = Buffer.from(JSON.stringify([name]))
          channel.sendToQueue(setting.service, body, {
            correlationId,
            replyTo: queue,
            persistent: setting.persistent,
          })
        }),
      close: () => connection.close(),
    }
  },
}

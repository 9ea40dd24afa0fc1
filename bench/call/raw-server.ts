// The same echo on amqplib alone: Nameko's topology, noDelay, an ack for each request.
import { connect } from 'amqplib'
import { likeNameko } from './like-nameko.js'

const service = process.env.SERVICE!

const connection = await connect(process.env.AMQP_URI!, { noDelay: true })
const channel = await connection.createChannel()
await channel.assertExchange('nameko-rpc', 'topic', { durable: true })
await channel.assertQueue(`rpc-${service}`, { durable: true })
await channel.bindQueue(`rpc-${service}`, 'nameko-rpc', `${service}.*`)
await channel.prefetch(Number(process.env.PREFETCH ?? 100))
await channel.consume(`rpc-${service}`, (message) => {
  if (message === null) return
  const { args } = JSON.parse(message.content.toString())
  const body = Buffer.from(JSON.stringify({ result: `Hello, ${args[0]}!`, error: null }))
  channel.publish('nameko-rpc', message.properties.replyTo, body, {
    correlationId: message.properties.correlationId,
    contentType: 'application/json',
    ...likeNameko({}),
  })
  channel.ack(message)
})
process.send?.('ready')
process.on('message', async () => {
  await connection.close()
  process.disconnect()
})

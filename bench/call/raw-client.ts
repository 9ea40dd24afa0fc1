import { randomUUID } from 'node:crypto'
import { connect } from 'amqplib'
import { answerRounds } from './rounds.js'

const connection = await connect(process.env.AMQP_URI!, { noDelay: true })
const channel = await connection.createChannel()
const replyKey = randomUUID()
const queue = `rpc.reply-bench-${replyKey}`
await channel.assertQueue(queue, { durable: true, arguments: { 'x-expires': 300_000 } })
await channel.bindQueue(queue, 'nameko-rpc', replyKey)
const pending = new Map<string, (result: unknown) => void>()
await channel.consume(queue, (message) => {
  if (message === null) return
  channel.ack(message)
  const id = message.properties.correlationId
  const { result } = JSON.parse(message.content.toString())
  pending.get(id)?.(result)
  pending.delete(id)
})
let count = 0

answerRounds(
  () =>
    new Promise((resolve) => {
      const id = String(++count)
      pending.set(id, resolve)
      const body = Buffer.from(JSON.stringify({ args: ['ujun'], kwargs: {} }))
      channel.publish('nameko-rpc', 'raw_service.hello', body, {
        correlationId: id,
        replyTo: replyKey,
        contentType: 'application/json',
        mandatory: true,
      })
    }),
  () => connection.close(),
)

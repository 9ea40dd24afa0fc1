import { randomUUID } from 'node:crypto'
import { connect } from 'amqplib'
import { likeNameko } from './like-nameko.js'
import { answerRounds } from './rounds.js'

const service = process.env.SERVICE!
/** A call's id, as each request carries it. */
const callId = `standalone_rpc_client.${randomUUID()}.${randomUUID()}`

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
      channel.publish('nameko-rpc', `${service}.hello`, body, {
        correlationId: id,
        replyTo: replyKey,
        contentType: 'application/json',
        mandatory: true,
        ...likeNameko({ 'nameko.call_id_stack': [callId] }),
      })
    }),
  () => connection.close(),
)

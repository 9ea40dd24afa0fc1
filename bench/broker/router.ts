// Publishes through a topic exchange with some bindings and consumes what comes out of it.
import { randomUUID } from 'node:crypto'
import { connect } from 'amqplib'

/** What the router process is told to do. */
export interface Routing {
  readonly bindings: number
  readonly messages: number
}

/** Messages published before the event loop gets a turn. */
const BURST = 100

const connection = await connect(process.env.AMQP_URI!, { noDelay: true })

async function route({ bindings, messages }: Routing): Promise<number> {
  const channel = await connection.createChannel()
  const exchange = `bench-${randomUUID()}`
  await channel.assertExchange(exchange, 'topic', { autoDelete: true, durable: false })
  const { queue } = await channel.assertQueue('', { exclusive: true })
  for (let i = 0; i < bindings; i++) await channel.bindQueue(queue, exchange, `service${i}.*`)
  let left = messages
  const done = new Promise<void>((resolve) => {
    channel.consume(queue, () => --left === 0 && resolve(), { noAck: true })
  })
  const body = Buffer.from('{"args": ["ujun"], "kwargs": {}}')
  const begin = process.hrtime.bigint()
  for (let sent = 0; sent < messages; ) {
    for (let i = 0; i < BURST; i++, sent++) {
      channel.publish(exchange, `service${sent % bindings}.method`, body)
    }
    await new Promise(setImmediate)
  }
  await done
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9
  await channel.deleteQueue(queue)
  await channel.close()
  return messages / seconds
}

process.on('message', async (order: Routing | 'stop') => {
  if (order === 'stop') {
    await connection.close()
    process.disconnect()
    return
  }
  process.send?.(await route(order))
})
process.send?.('ready')

import { startBroker } from 'mycelia/broker'
import { RawConnection } from '../broker/raw-connection.js'
import { TestChannel } from '../broker/test-channel.js'
import { quiet } from '../support/quiet.js'
import type { Random } from './random.js'
import { inTime, type Target } from './target.js'

/** Frames against the embedded broker: at any point of a connection's life. */
export async function brokerTarget(): Promise<Target> {
  const broker = await startBroker({ log: quiet })
  return {
    name: 'broker',
    parallel: 16,
    async feed(input: Buffer, random: Random) {
      await using raw = new RawConnection(broker.port)
      try {
        if (!random.oneIn(4)) await inTime('the handshake', raw.shakeHands())
        if (random.oneIn(2)) raw.send(1, 'channelOpen', { outOfBand: '' })
      } catch (error) {
        if ((error as Error).message !== 'the connection has ended') throw error
      }
      raw.socket.end(input)
      await inTime('the end of a connection', raw.ended)
    },
    async alive() {
      await using client = await inTime('a connection', TestChannel.open(broker.uri))
      await client.channel.assertQueue('alive', { exclusive: true })
      await client.send('alive', 'yes')
      await inTime('a message', client.take('alive'))
    },
    async held() {
      const { connections, vhosts } = broker.status()
      const exclusive = vhosts.flatMap(({ queues }) => queues.filter((queue) => queue.exclusive))
      return [
        ...connections.map(({ peer, state }) => `connection ${peer}, ${state}`),
        ...exclusive.map(({ name }) => `exclusive queue ${name}`),
      ]
    },
    [Symbol.asyncDispose]: () => broker.close(),
  }
}

import { loadPackage } from '../../support/load-package.js'
import type { Peer, Setting } from '../peer.js'

async function open({ uri, tuned, folder }: Setting): Promise<any> {
  const { Connection } = await loadPackage(folder, 'rabbitmq-client')
  return new Connection({ url: uri, noDelay: tuned })
}

export const peer: Peer = {
  async serve(setting) {
    const rabbit = await open(setting)
    const server = rabbit.createConsumer(
      {
        queue: setting.service,
        queueOptions: { durable: false, autoDelete: true },
        ...(setting.tuned ? { qos: { prefetchCount: 100 } } : {}),
      },
      async (request: any, reply: any) => {
        await reply(`Hello, ${request.body.name}!`)
      },
    )
    await new Promise((resolve) => server.once('ready', resolve))
    return async () => {
      await server.close()
      await rabbit.close()
    }
  },

  async connect(setting) {
    const rabbit = await open(setting)
    const client = rabbit.createRPCClient({ confirm: !setting.tuned })
    return {
      hello: async (name) => (await client.send(setting.service, { name })).body,
      close: async () => {
        await client.close()
        await rabbit.close()
      },
    }
  },
}

import { loadPackage } from '../../support/load-package.js'
import type { Peer, Setting } from '../peer.js'

async function open({ uri, service, tuned, folder }: Setting, nodeID: string): Promise<any> {
  const { default: moleculer } = await loadPackage(folder, 'moleculer')
  const url = uri.replace(/\/+$/, '')
  const tuning = { url, prefetch: 100, socketOptions: { noDelay: true } }
  return new moleculer.ServiceBroker({
    nodeID: `${nodeID}-${process.pid}`,
    namespace: service,
    logger: false,
    transporter: tuned ? { type: 'AMQP', options: tuning } : url,
  })
}

export const peer: Peer = {
  async serve(setting) {
    const broker = await open(setting, 'server')
    broker.createService({
      name: 'greeting',
      actions: {
        hello: {
          params: { name: 'string' },
          handler: (context: any) => `Hello, ${context.params.name}!`,
        },
      },
    })
    await broker.start()
    return () => broker.stop()
  },

  async connect(setting) {
    const broker = await open(setting, 'client')
    await broker.start()
    await broker.waitForServices('greeting')
    return {
      hello: (name) => broker.call('greeting.hello', { name }),
      close: () => broker.stop(),
    }
  },
}

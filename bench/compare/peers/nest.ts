import { loadPackage } from '../../support/load-package.js'
import type { Peer, Setting } from '../peer.js'

/** Its documentation begins with a queue that is not durable; acknowledgements are off by default. */
function options({ uri, service, tuned }: Setting): object {
  const connection = { connectionOptions: { noDelay: true } }
  return {
    urls: [uri],
    queue: service,
    queueOptions: { durable: false, autoDelete: true },
    ...(tuned ? { socketOptions: connection } : {}),
  }
}

export const peer: Peer = {
  async serve(setting) {
    await loadPackage(setting.folder, 'reflect-metadata')
    const { NestFactory } = await loadPackage(setting.folder, '@nestjs/core')
    const common = await loadPackage(setting.folder, '@nestjs/common')
    const micro = await loadPackage(setting.folder, '@nestjs/microservices')
    class Greeting {
      hello(name: string): string {
        return `Hello, ${name}!`
      }
    }
    class AppModule {}
    // Nest's are decorators of TypeScript's old kind, which this checkout does not compile.
    const method = Object.getOwnPropertyDescriptor(Greeting.prototype, 'hello')
    micro.MessagePattern('hello')(Greeting.prototype, 'hello', method)
    micro.Payload()(Greeting.prototype, 'hello', 0)
    common.Controller()(Greeting)
    common.Module({ controllers: [Greeting] })(AppModule)
    const app = await NestFactory.createMicroservice(AppModule, {
      transport: micro.Transport.RMQ,
      options: options(setting),
      logger: ['error'],
    })
    await app.listen()
    return () => app.close()
  },

  async connect(setting) {
    await loadPackage(setting.folder, 'reflect-metadata')
    const micro = await loadPackage(setting.folder, '@nestjs/microservices')
    const { Logger } = await loadPackage(setting.folder, '@nestjs/common')
    Logger.overrideLogger(['error'])
    const { firstValueFrom } = await loadPackage(setting.folder, 'rxjs')
    const client = micro.ClientProxyFactory.create({
      transport: micro.Transport.RMQ,
      options: options(setting),
    })
    await client.connect()
    return {
      hello: (name) => firstValueFrom(client.send('hello', name)),
      close: async () => client.close(),
    }
  },
}

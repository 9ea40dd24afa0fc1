import { type Cluster, connect, run } from 'mycelia'
import { loadText } from '../config/load-text.js'
import { type Broker, brokers } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { type Nameko, namekos } from './nameko.js'
import { PythonCaller } from './python-caller.js'
import { PythonProcess } from './python-process.js'
import { TwinClient } from './twin/src/generated/twin.client.js'
import { twinServer } from './twin/src/generated/twin.server.js'

/** Both twins on one virtual host, and who calls them. */
export interface Pair {
  readonly uri: string
  /** A TypeScript caller. */
  readonly cluster: Cluster
  /** The Python twin, as a TypeScript caller has it. */
  readonly pythonTwin: TwinClient
  /** A Python caller; the TypeScript twin is its `twin_service`, its own `twin_python`. */
  readonly python: PythonCaller
  close(): Promise<void>
}

/** A broker and a line of Nameko that tests run with. */
export interface Setting {
  /** For the names of tests: `RabbitMQ 3.10.8 with Nameko 2.14.1`. */
  readonly name: string
  readonly broker: Broker
  readonly nameko: Nameko
}

/** Each broker with each line of Nameko. */
export const settings: readonly Setting[] = brokers.flatMap((broker) =>
  namekos.map((nameko) => ({ name: `${broker.name} with ${nameko.name}`, broker, nameko })),
)

/** Each broker and each line of Nameko once: for what takes long and hardly depends on both. */
export const fewSettings: readonly Setting[] = settings.filter(
  ({ broker, nameko }) =>
    brokers.indexOf(broker) % namekos.length === namekos.length - 1 - namekos.indexOf(nameko),
)

/**
 * Starts both twins on a virtual host of their own, and a caller of each language.
 * @param serializer What all of them are configured with.
 */
export async function openPair({ broker, nameko }: Setting, serializer = 'json'): Promise<Pair> {
  const { uri, close } = await broker.open()
  const config = await loadText(`serializer: ${serializer}\n`, { broker: uri })
  const running = await run([twinServer], { config, log: quiet })
  const cluster = await connect({ config, log: quiet })
  const [service, python] = await Promise.all([
    PythonProcess.start(nameko, 'serve.py', uri, 'twin_python', serializer),
    PythonCaller.start(nameko, uri, serializer),
  ])
  return {
    uri,
    cluster,
    pythonTwin: cluster.client(TwinClient, { service: 'twin_python' }),
    python,
    close: async () => {
      await python[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
      await cluster.close()
      await running.close()
      await close()
    },
  }
}

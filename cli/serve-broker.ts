import { readFile } from 'node:fs/promises'
import { type Broker, type BrokerOptions, type Definitions, startBroker } from 'mycelia/broker'
import { stopSignals, untilAborted } from 'mycelia/program'
import { CommandFailed } from './command-failed.js'

export interface BrokerFlags {
  readonly host: string
  readonly port: string
  readonly statusPort?: string
  readonly definitions?: string
  readonly strict: boolean
}

/** Runs the embedded broker until it is stopped. */
export async function serveBroker(flags: BrokerFlags): Promise<void> {
  const statusPort = flags.statusPort && parsePort('--status-port', flags.statusPort)
  const definitions = flags.definitions && (await readDefinitions(flags.definitions))
  const stop = stopSignals()
  await using broker = await listen({
    host: flags.host,
    port: parsePort('--port', flags.port),
    strict: flags.strict,
    ...(typeof statusPort === 'number' && { statusPort }),
    ...(typeof definitions === 'object' && { definitions }),
  })
  process.stdout.write(`AMQP broker at ${masked(broker.uri)}\n`)
  if (broker.statusPort !== undefined) {
    process.stdout.write(`status at http://${broker.host}:${broker.statusPort}\n`)
  }
  await untilAborted(stop)
}

function parsePort(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new CommandFailed(`${flag} takes a port between 0 and 65535, but got: ${text}`, 2)
}

async function readDefinitions(file: string): Promise<Definitions> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandFailed(
      `the definitions in ${file} cannot be read: ${(error as Error).message}`,
    )
  }
}

async function listen(options: BrokerOptions): Promise<Broker> {
  try {
    return await startBroker(options)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CommandFailed(code === 'EADDRINUSE' ? taken(options) : message)
  }
}

function taken({ host, port }: BrokerOptions): string {
  return `${host}:${port} is taken, perhaps by a RabbitMQ: use it, or choose another --port`
}

/** As Nameko's users know addresses: the password masked, the virtual host in full. */
function masked(uri: string): string {
  const { username, host, pathname } = new URL(uri)
  return `amqp://${username}:**@${host}/${decodeURIComponent(pathname.slice(1))}`
}

// Serves one build of the services, in a process of its own. It loads what it needs and waits for
// its order, so that a change costs little more than loading the services themselves.
import type { Running, TransportEvent } from 'mycelia'
import type { LoadedConfig } from 'mycelia/config'
import type { HostOrder, HostReport } from './messages.js'
import { tellCall } from './tell-call.js'

type Start = Extract<HostOrder, { readonly type: 'start' }>

const tell = (report: HostReport) => process.connected && process.send?.(report)
const stopped = new AbortController()
let running: Promise<Running | undefined> | undefined

// Signals reach all processes of a terminal or a group: the one that started this one ends it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('message', (order: HostOrder) => {
  if (order.type === 'stop') void stop()
  else running = start(order)
})
process.once('disconnect', () => void stop())

// Whoever gives orders need not wait for it: they are heard already.
const mycelia = import('mycelia')
const config = import('mycelia/config')
const program = import('mycelia/program')
await (await mycelia).preloadRun()
tell({ type: 'ready' })

async function start(order: Start): Promise<Running | undefined> {
  try {
    const [{ run }, { loadConfig }, { openProgramLog, tellConnection }] = await Promise.all([
      mycelia,
      config,
      program,
    ])
    const { importDefinitions } = await import('../load-definitions.js')
    const [given, definitions] = await Promise.all([
      loadConfig({ file: order.config, broker: order.broker }),
      importDefinitions(order.built),
    ])
    const loaded = onPort(order.httpPort, given)
    const services = definitions.map(({ name }) => name)
    if (!order.again) process.stdout.write(`starting services: ${services.join(', ')}\n`)
    const tellEvent = tellConnection(await openProgramLog(loaded))
    const onEvent = (event: TransportEvent) => {
      if (isNews(event, order)) tellEvent(event)
    }
    const options = { config: loaded, onEvent, onCall: tellCall, signal: stopped.signal }
    const started = await run(definitions, options)
    tell({ type: 'serving', services, http: started.http })
    return started
  } catch (error) {
    if (!stopped.signal.aborted) tell({ type: 'failed', message: describe(error) })
    return undefined
  }
}

/** Where the system chooses the port, it is chosen once: a page of a browser stays what it is. */
function onPort(port: number | undefined, config: LoadedConfig): LoadedConfig {
  const { webServer } = config
  if (port === undefined || webServer.port !== 0) return config
  return { ...config, webServer: { ...webServer, port } }
}

let connections = 0

/** A connection is told once, not again after every change. */
function isNews(event: TransportEvent, { again }: Start): boolean {
  if (event.type === 'retrying') tell({ type: 'no-broker' })
  return !(event.type === 'connected' && connections++ === 0 && again)
}

/** Errors of Mycelia say all in their message; others are those of the services' own code. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return Symbol.for('mycelia.ServiceError') in error
    ? error.message
    : (error.stack ?? error.message)
}

async function stop(): Promise<void> {
  stopped.abort()
  await (await running)?.close()
  if (process.connected) process.disconnect()
}

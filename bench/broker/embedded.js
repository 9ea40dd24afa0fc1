// The embedded broker as it is installed, in a process of its own. It tells how long it took to be ready,
// and, whenever it is asked, what memory it takes.
const begin = performance.now()
const { startBroker } = await import('mycelia/broker')
const imported = performance.now()
const broker = await startBroker({ log: { debug() {}, info() {}, warn() {}, error() {} } })
const ready = performance.now()
process.send({ uri: broker.uri, started: ready - imported, ready: ready - begin })
process.on('message', async (order) => {
  if (order === 'memory') {
    globalThis.gc?.()
    process.send(process.memoryUsage.rss())
    return
  }
  await broker.close()
  process.disconnect()
})

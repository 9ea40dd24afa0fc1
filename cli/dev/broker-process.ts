// The embedded broker as a process of its own. It ends with the process that started it.
import { startBroker } from 'mycelia/broker'
import type { BrokerOrder, BrokerReport } from './messages.js'

const tell = (report: BrokerReport) => process.send?.(report)

// Signals reach all processes of a terminal or a group: the one that started this one ends it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.once('message', async ({ host, port, username, password, vhost }: BrokerOrder) => {
  const guest = { name: 'guest', password: 'guest' }
  const user = { name: username, password }
  try {
    const broker = await startBroker({
      host,
      port,
      vhosts: vhost === '/' ? [] : [vhost],
      users: username === 'guest' ? [user] : [user, guest],
      // Other projects may use it too, each with a virtual host of its own.
      strict: false,
      deprecated: 'warn',
    })
    process.once('disconnect', () => void broker.close())
    tell({ type: 'listening' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    tell(code === 'EADDRINUSE' ? { type: 'taken' } : { type: 'failed', message })
    process.disconnect()
  }
})

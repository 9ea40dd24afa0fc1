import { type EntrypointTarget, entrypoint } from 'mycelia'
import { Client } from 'pg'

/** Calls a method with each notification of a PostgreSQL channel. */
export const onNotification = entrypoint({
  name: 'onNotification',
  async start(target: EntrypointTarget<[payload: string]>, channel: string) {
    const client = new Client({ connectionString: String(target.config.DATABASE_URL) })
    client.on('error', (error) => target.log.error('lost the notifications', { error }))
    client.on('notification', ({ payload }) => void target.run([payload ?? '']))
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    return client
  },
  stop: (client) => client.end(),
})

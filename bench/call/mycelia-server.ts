import { run } from 'mycelia'
import { greetingServer } from '../../test/golden/greeting/src/generated/greeting.server.js'

const running = await run([greetingServer], { uri: process.env.AMQP_URI! })
process.send?.('ready')
process.on('message', async () => {
  await running.close()
  process.disconnect()
})

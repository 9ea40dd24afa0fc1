// From a saved file to the first answer of the new code, in `mycelia dev`.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'mycelia'
import { startCommand } from '../../test/support/command.js'
import { GREETING, makeProject } from '../../test/support/project.js'
import { quiet } from '../../test/support/quiet.js'
import { median } from '../support/median.js'

const ROUNDS = Number(process.env.ROUNDS ?? 15)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const uri = process.env.AMQP_URI ?? `amqp://guest:guest@127.0.0.1:${await freePort()}/`
using project = makeProject({
  'src/greeting.service.ts': GREETING,
  'config.yaml': `AMQP_URI: '${uri}'\n`,
})
await using dev = startCommand('mycelia', ['dev'], { cwd: project.folder })
await dev.until('stdout', /^serving: /m)
await using cluster = await connect({ uri, log: quiet })
const hello = cluster.rpc.greeting_service!.hello!

const times: number[] = []
for (let round = -2; round < ROUNDS; round++) {
  const word = `Hello${round + 2}`
  const begin = performance.now()
  project.write('src/greeting.service.ts', GREETING.replace('Hello', word))
  // A call of the old code is answered at once; one that waits is answered by the new code.
  while (!String(await hello('ujun')).startsWith(`${word},`)) await pause(2)
  if (round >= 0) times.push(performance.now() - begin)
  await pause(500)
}
times.sort((a, b) => a - b)
console.log(
  `from saved file to the new answer: median ${median(times).toFixed(0)} ms, ` +
    `from ${times[0]!.toFixed(0)} to ${times.at(-1)!.toFixed(0)} ms in ${ROUNDS} rounds`,
)

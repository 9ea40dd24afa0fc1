// Where the time of a call goes, on either side, at 100 in flight: `node --cpu-prof` of the processes
// that `compare` starts, for Mycelia and for amqplib alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRabbitmq } from '../../test/support/rabbitmq.js'
import { BASE, CONTENDERS } from '../compare/contenders.js'
import { startSide } from '../compare/sides.js'
import { whereTimeGoes } from './where-time-goes.js'

const ORDER = { milliseconds: 4_000, inFlight: 100 }

const rabbitmq = await openRabbitmq()
const folder = mkdtempSync(join(tmpdir(), 'mycelia-profile-'))
try {
  for (const name of ['Mycelia', BASE]) {
    const contender = CONTENDERS.find((each) => each.name === name)!
    const profile = (role: string) => [
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      `--cpu-prof-name=${role}.cpuprofile`,
    ]
    const side = (await startSide(contender, 0, rabbitmq.uri, profile))!
    await side.measure(ORDER)
    await side.close()
    for (const role of ['connect', 'serve']) {
      const file = join(folder, `${role}.cpuprofile`)
      const shares = whereTimeGoes(JSON.parse(readFileSync(file, 'utf8')))
      process.stdout.write(`\n${name}, ${role === 'serve' ? 'server' : 'client'}\n`)
      for (const [place, share] of shares) {
        process.stdout.write(`${(share * 100).toFixed(0).padStart(5)} %  ${place}\n`)
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true })
  await rabbitmq.close()
}

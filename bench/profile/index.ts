// Where the time of a call goes, on either side, at 100 in flight: `node --cpu-prof` of the processes
// that `compare` starts, for Mycelia and for amqplib alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRabbitmq } from '../../test/support/rabbitmq.js'
import { BASE, CONTENDERS } from '../compare/contenders.js'
import { startSide } from '../compare/sides.js'
import { type CpuProfile, whereTimeGoes } from './where-time-goes.js'

const ORDER = { milliseconds: 4_000, inFlight: 100 }

const rabbitmq = await openRabbitmq()
const folder = mkdtempSync(join(tmpdir(), 'mycelia-profile-'))
try {
  for (const name of ['Mycelia', BASE]) {
    const contender = CONTENDERS.find((each) => each.name === name)!
    const profile = (role: string) => ['--cpu-prof', `--cpu-prof-dir=${join(folder, name, role)}`]
    const side = (await startSide(contender, 0, rabbitmq.uri, profile))!
    await side.measure(ORDER)
    await side.close()
    for (const role of ['connect', 'serve']) {
      const shares = whereTimeGoes(readProfile(join(folder, name, role)))
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

/** Every thread writes a profile, that of tsx too; thread 0 is the program's. */
function readProfile(folder: string): CpuProfile {
  const file = readdirSync(folder).find((name) => /\.\d+\.0\.\d+\.cpuprofile$/.test(name))!
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}

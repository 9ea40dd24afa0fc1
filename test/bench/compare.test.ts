import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rabbitmqVersion } from '../support/rabbitmq.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const skip = rabbitmqVersion === undefined && !process.env.CI ? 'no RabbitMQ answers' : false

describe('the comparison with other libraries', { skip }, () => {
  it('measures our own rows beside amqplib, and prints a table for each measure', () => {
    const args = ['scripts/bench.js', 'compare', '--quick', 'mycelia']
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 120_000,
    })
    const rows = [
      ...stdout.matchAll(/^\| (Mycelia|Mycelia, embedded broker|amqplib, tuned) +\| [\d,]+ /gm),
    ]
    assert.equal(rows.length, 4 * 3, stderr)
    assert.match(stdout, /^Node\.js .* medians of 1 round\.$/m)
  })

  it('says which benchmarks there are', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/bench.js', 'nothing'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    assert.equal(status, 2)
    assert.match(stderr, /compare/)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hasRabbitmqServer, PrivateRabbitmq } from '../support/private-rabbitmq.js'
import { nothingLost, Rig } from './rig.js'

const skip =
  hasRabbitmqServer || process.env.CI !== undefined ? false : 'no rabbitmq-server in the path'

describe('calls and events on a RabbitMQ to which something happens', { skip }, () => {
  let rabbitmq: PrivateRabbitmq

  before(async () => {
    rabbitmq = await PrivateRabbitmq.start()
  })
  after(() => rabbitmq[Symbol.asyncDispose]())

  it('survive that its operator closes all connections', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri })
    const lost = rig.lost()
    await rabbitmq.ctl('close_all_connections', 'maintenance')
    await lost
    assert.deepEqual(await rig.judge(), nothingLost)
  })

  it('survive that the password is changed, and changed back', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri })
    const { caller, service } = rig.told
    await rabbitmq.ctl('change_password', 'guest', 'other')
    await rabbitmq.ctl('close_all_connections', 'rotation')
    for (const told of [caller, service]) {
      const retrying = await told.until('retrying', 2)
      assert.ok(retrying.type === 'retrying')
      assert.match(retrying.error.message, /403 ACCESS_REFUSED/)
    }
    await rabbitmq.ctl('change_password', 'guest', 'guest')
    assert.deepEqual(await rig.judge(), nothingLost)
  })

  it('survive that the permissions are taken away, and given back', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri, timeout: 4_000 })
    await rabbitmq.ctl('clear_permissions', 'guest')
    await rabbitmq.ctl('set_permissions', 'guest', '.*', '.*', '.*')
    assert.deepEqual(await rig.judge(), nothingLost)
  })

  it('wait while it is short of memory, and go on after', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri })
    const blocked = rig.told.caller.until('blocked')
    await rabbitmq.ctl('set_vm_memory_high_watermark', 'absolute', '1MB')
    await blocked
    await rabbitmq.ctl('set_vm_memory_high_watermark', '0.4')
    await rig.told.caller.until('unblocked')
    assert.deepEqual(await rig.judge(), nothingLost)
    assert.deepEqual(rig.load.outcomes(), { answered: rig.load.calls.length })
  })

  it('survive that its application is stopped and started', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri })
    const lost = rig.lost()
    await rabbitmq.ctl('stop_app')
    await lost
    await rabbitmq.ctl('start_app')
    assert.deepEqual(await rig.judge(), nothingLost)
  })

  it('survive that its process is killed and started anew', async () => {
    await using rig = await Rig.open({ uri: rabbitmq.uri, timeout: 6_000 })
    const lost = rig.lost()
    await rabbitmq.kill()
    await lost
    await rabbitmq.start()
    assert.deepEqual(await rig.judge(), nothingLost)
  })
})

import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { connect } from 'amqplib'
import { adaptConnection } from '../../runtime/amqp/adapt-connection.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { Inbox } from './inbox.js'
import { openTransport } from './open-transport.js'

const ADAPTATION = { onHeadersDropped: () => {} }

describe('adaptConnection', () => {
  const recvFrame = () => false
  const stream = new Duplex({ read() {}, write() {} })

  it('names what a connection lacks, and leaves it as it was', () => {
    const writes = stream.write
    for (const [connection, missing] of [
      [{}, ['connection.recvFrame and connection.rest', 'connection.stream']],
      [
        { recvFrame, stream: {} },
        ['connection.recvFrame and connection.rest', 'connection.stream'],
      ],
      [{ recvFrame, rest: 'text', stream: { ...stream, uncork: undefined } }, undefined],
    ] as const) {
      const before = { ...connection }
      const told = adaptConnection(connection, ADAPTATION)
      assert.deepEqual(
        told,
        missing ?? ['connection.recvFrame and connection.rest', 'connection.stream'],
      )
      assert.deepEqual(connection, before)
    }
    assert.equal(stream.write, writes)
  })

  it('adapts the one where it lacks the other', () => {
    const receiving = { recvFrame, rest: Buffer.alloc(0) }
    assert.deepEqual(adaptConnection(receiving, ADAPTATION), ['connection.stream'])
    assert.notEqual(receiving.recvFrame, recvFrame)
    const writing = { stream: new Duplex({ read() {}, write() {} }) }
    const { write } = writing.stream
    assert.deepEqual(adaptConnection(writing, ADAPTATION), [
      'connection.recvFrame and connection.rest',
    ])
    assert.notEqual(writing.stream.write, write)
  })

  it('writes once a tick what is written in it', async () => {
    const chunks: string[][] = []
    const writev = (written: readonly { readonly chunk: Buffer }[], callback: () => void) => {
      chunks.push(written.map(({ chunk }) => chunk.toString()))
      callback()
    }
    const connection = { stream: new Duplex({ read() {}, writev }) }
    adaptConnection(connection, ADAPTATION)
    connection.stream.write('a')
    connection.stream.write('b')
    assert.deepEqual(chunks, [])
    await new Promise(setImmediate)
    connection.stream.write('c')
    await new Promise(setImmediate)
    assert.deepEqual(chunks, [['a', 'b'], ['c']])
  })
})

for (const broker of brokers) {
  describe(`the version of amqplib that is installed, on ${broker.name}`, () => {
    let opened: OpenBroker

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    it('has all that is adapted', async () => {
      const { connection, close } = await open()
      assert.deepEqual(adaptConnection(connection, ADAPTATION), [])
      await close()
    })

    it('would do without it: one warning for each connection, and messages travel', async () => {
      const own = Object.getOwnPropertyDescriptor(Socket.prototype, 'cork')
      Object.defineProperty(Socket.prototype, 'cork', { value: undefined, configurable: true })
      try {
        await using other = await openTransport(opened.uri)
        const { transport, told } = other
        const warning =
          'warn: this version of amqplib lacks connection.stream: use the one required'
        assert.deepEqual(told.lines, [warning, warning])
        const inbox = new Inbox('uncorked')
        const onMessage = inbox.take.bind(inbox)
        await transport.consume({ queue: { name: inbox.queue, bindings: [] }, onMessage })
        const publisher = transport.publisher()
        await transport.ready()
        publisher.publish({ exchange: '', routingKey: inbox.queue, body: Buffer.from('whole') })
        const message = await inbox.next()
        assert.equal(message.body.toString(), 'whole')
        message.ack()
      } finally {
        delete (Socket.prototype as { cork?: unknown }).cork
        if (own !== undefined) Object.defineProperty(Socket.prototype, 'cork', own)
      }
    })

    async function open() {
      const model = await connect(opened.uri, { noDelay: true })
      const closed = new Promise((resolve) => model.once('close', resolve))
      const close = () => Promise.all([model.close(), closed])
      return { connection: model.connection, close }
    }
  })
}

// Loaded into public suites that have RabbitMQ's own port written into them: what they open to it on
// this machine goes to the broker under test instead.
const { Socket } = require('node:net')

const PORT = 5672
const LOCAL = new Set([undefined, 'localhost', '127.0.0.1', '::1'])
const target = Number(process.env.MYCELIA_BROKER_PORT)
const connect = Socket.prototype.connect

Socket.prototype.connect = function redirected(...args) {
  // `net.connect` hands its arguments over as one array.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (Number(options?.port) === PORT && LOCAL.has(options.host)) {
    Object.assign(options, { port: target, host: '127.0.0.1' })
  }
  return connect.apply(this, args)
}

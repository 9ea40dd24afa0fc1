import type { ObservedCall } from 'mycelia'

/** Calls of one method from one call, above which something is worth a thought. */
const MANY = 20

/** Writes a line for a call: `gateway.welcome: greeting_service.hello x3`. */
export function tellCall({ service, method, failed, remoteCalls }: ObservedCall): void {
  const made = [...remoteCalls].map(([target, times]) =>
    times === 1 ? target : `${target} x${times}`,
  )
  const name = `${service}.${method}${failed ? ' (failed)' : ''}`
  process.stdout.write(`${made.length === 0 ? name : `${name}: ${made.join(', ')}`}\n`)
  for (const [target, times] of remoteCalls) {
    if (times <= MANY) continue
    process.stderr.write(
      `warning: one call of ${service}.${method} called ${target} ${times} times, each of them a message ` +
        'there and back: a method that takes a list would need one\n',
    )
  }
}

import { connect, run } from 'mycelia'
import { GreetingClient } from '../../../test/golden/greeting/src/generated/greeting.client.js'
import { greetingServer } from '../../../test/golden/greeting/src/generated/greeting.server.js'
import type { Peer } from '../peer.js'

/** As it comes: generated code, everything checked, nothing set. */
export const peer: Peer = {
  async serve({ uri }) {
    const running = await run([greetingServer], { uri })
    return () => running.close()
  },
  async connect({ uri }) {
    const cluster = await connect({ uri })
    const greeting = cluster.client(GreetingClient)
    return { hello: (name) => greeting.hello(name), close: () => cluster.close() }
  },
}

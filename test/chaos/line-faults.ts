import type { Told } from '../amqp/open-transport.js'
import { delay, drip, type Impairment, swallow, truncate } from '../support/impairments.js'
import type { TcpProxy } from '../support/tcp-proxy.js'

/** What a fault befalls. */
export interface Struck {
  readonly line: TcpProxy
  /** By whoever is at the client's end of the line. */
  readonly told: Told
}

/** A fault of a line, from its beginning until it is over. */
export type LineFault = (struck: Struck) => Promise<void>

const lost = (told: Told) => told.until('disconnected', told.count('disconnected') + 1)

/** Something breaks the line, which is noticed, at once or by a heartbeat that fails to come. */
function breaking(strike: (line: TcpProxy) => void): LineFault {
  return async ({ line, told }) => {
    const noticed = lost(told)
    strike(line)
    await noticed
  }
}

/** The line holds, and all goes on over it, if slowly. */
function slowing(impairment: () => Impairment): LineFault {
  return async ({ line }) => {
    for (const direction of ['up', 'down'] as const) line.impair(direction, impairment)
  }
}

/** The faults that a line can have, by what they do. */
export const lineFaults: Readonly<Record<string, LineFault>> = {
  'is cut': breaking((line) => line.cut()),
  'is cut, and refused for a while': async ({ line, told }) => {
    const retried = told.until('retrying', told.count('retrying') + 3)
    line.refuse()
    line.cut()
    await retried
    await line.allow()
  },
  'swallows what is sent to the broker': breaking((line) => line.impair('up', () => swallow)),
  'swallows what the broker sends': breaking((line) => line.impair('down', () => swallow)),
  'loses the broker without a word': breaking((line) => line.lose('broker')),
  'loses the client without the broker knowing': breaking((line) => line.lose('client')),
  'holds back all for a while': async ({ line, told }) => {
    const noticed = lost(told)
    line.hold('up', 'down')
    await noticed
    line.release()
  },
  'delays all by 150 ms': slowing(() => delay(150)),
  'lets 7 bytes pass at a time': slowing(() => drip(7)),
  'ends within a frame to the broker': breaking((line) =>
    line.impair('up', (one) => truncate(() => one.hangUp())),
  ),
  'ends within a frame to the client': breaking((line) =>
    line.impair('down', (one) => truncate(() => one.hangUp())),
  ),
}

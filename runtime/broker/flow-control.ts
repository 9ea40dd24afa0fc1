import type { Socket } from 'node:net'
import type { Memory } from './memory.js'
import type { Outgoing } from './outgoing.js'

/** Bytes that a client has yet to take: above, its consumers get no more; below, they go on. */
const CONGESTED = 1_048_576
const RELIEVED = 262_144
/** Bytes of answers that a client has yet to take above which nothing more is read from it. */
const OVERWHELMED = 16_777_216

/** Holds one client back: one that reads too slowly, and one that publishes while memory is low. */
export class FlowControl {
  readonly #socket: Socket
  readonly #outgoing: Outgoing
  readonly #memory: Memory
  #congested = false
  #blocked = false

  constructor(socket: Socket, outgoing: Outgoing, memory: Memory) {
    this.#socket = socket
    this.#outgoing = outgoing
    this.#memory = memory
  }

  /** Whether its consumers must wait until it has taken what was sent. */
  get congested(): boolean {
    if (!this.#congested) this.#congested = this.#outgoing.pending > CONGESTED
    return this.#congested
  }

  /** Whether nothing is read from it because memory is low. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** To be asked after what it sent was handled: its answers may have grown too many. */
  limit(): void {
    if (this.#outgoing.pending > OVERWHELMED) this.#socket.pause()
  }

  /** To be asked as it publishes; true when it was blocked by that. */
  block(): boolean {
    if (!this.#memory.alarmed || this.#blocked) return false
    this.#blocked = true
    this.#socket.pause()
    return true
  }

  /** There is memory again; true when it was blocked. */
  unblock(): boolean {
    if (!this.#blocked) return false
    this.#blocked = false
    this.#socket.resume()
    return true
  }

  /** To be told when bytes have left; true when its consumers may go on. */
  relieve(): boolean {
    if (this.#socket.writableLength > RELIEVED) return false
    if (!this.#blocked && this.#socket.isPaused()) this.#socket.resume()
    if (!this.#congested) return false
    this.#congested = false
    return true
  }
}

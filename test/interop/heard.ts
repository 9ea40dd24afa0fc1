import { EventEmitter, once } from 'node:events'
import type { PythonProcess } from './python-process.js'
import { ears, type Heard as HeardHere } from './twin/src/listener.service.js'

/** An event that a handler of one of the listeners has had. */
export interface HeardEvent extends HeardHere {
  readonly where: 'python' | 'typescript'
  readonly id: number
}

/** Collects what both listeners hear. */
export class Heard {
  readonly #events: HeardEvent[] = []
  readonly #more = new EventEmitter()

  constructor(listener: PythonProcess) {
    ears.removeAllListeners().on('heard', (event) => this.#add('typescript', event))
    void this.#read(listener)
  }

  /** Waits until so many events have been heard. */
  async until(count: number): Promise<readonly HeardEvent[]> {
    while (this.#events.length < count) await once(this.#more, 'event')
    return this.#events
  }

  /** Starts anew. */
  forget(): void {
    this.#events.length = 0
  }

  #add(where: HeardEvent['where'], event: HeardHere): void {
    const { id } = event.payload as { readonly id: number }
    this.#events.push({ ...event, where, id })
    this.#more.emit('event')
  }

  async #read(listener: PythonProcess): Promise<void> {
    try {
      while (true) this.#add('python', JSON.parse(await listener.line()))
    } catch {
      // The test has ended it.
    }
  }
}

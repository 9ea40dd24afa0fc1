import type { Cluster, Running } from 'mycelia'
import type { Told } from '../amqp/open-transport.js'
import { Journal } from './journal.js'
import { connectCaller, runLedger } from './ledger.js'
import { Load, type LoadOptions } from './load.js'

export interface RigOptions extends LoadOptions {
  /** The broker, as the caller reaches it, and as the service does. @default the caller's */
  readonly uri: string
  readonly serviceUri?: string
}

/** What a fault has cost. */
export interface Verdict {
  /** Calls that were never settled, that were more than once. */
  readonly never: number
  readonly twice: number
  /** Events that the broker had taken, and that nobody handled. */
  readonly lost: number
}

export const nothingLost: Verdict = { never: 0, twice: 0, lost: 0 }

/** A ledger service and a caller under load, to break something about. */
export class Rig implements AsyncDisposable {
  readonly journal: Journal
  readonly running: Running
  readonly cluster: Cluster
  /** By the caller, and by the service. */
  readonly told: { readonly caller: Told; readonly service: Told }
  readonly load: Load

  private constructor(
    journal: Journal,
    service: { readonly running: Running; readonly told: Told },
    caller: { readonly cluster: Cluster; readonly told: Told },
    options: RigOptions,
  ) {
    this.journal = journal
    this.running = service.running
    this.cluster = caller.cluster
    this.told = { caller: caller.told, service: service.told }
    this.load = new Load(caller.cluster, options)
  }

  /** Resolves when all goes well. */
  static async open(options: RigOptions): Promise<Rig> {
    const { uri, serviceUri = uri, service } = options
    const journal = new Journal()
    const running = await runLedger(serviceUri, journal, service)
    const rig = new Rig(journal, running, await connectCaller(uri), options)
    await rig.load.goesOn()
    return rig
  }

  /** Resolves when caller and service have noticed that they lost the broker, once more. */
  async lost(): Promise<void> {
    const { caller, service } = this.told
    await Promise.all(
      [caller, service].map((told) => told.until('disconnected', told.count('disconnected') + 1)),
    )
  }

  /** Ends the load when all goes well again, and counts. */
  async judge(): Promise<Verdict> {
    await this.load.goesOn()
    await this.load.stop()
    const lost = await this.journal.missing('noted', this.load.acknowledged)
    return { ...this.load.unsettled(), lost: lost.length }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster.close()
    await this.running.close()
    this.journal[Symbol.dispose]()
  }
}

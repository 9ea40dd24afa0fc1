/** How a process of one contender is set up. */
export interface Setting {
  readonly uri: string
  /** A service, or a queue, of its own for each row of the table. */
  readonly service: string
  /** Tuned as far as it goes, or as its documentation begins. */
  readonly tuned: boolean
  /** Messages are kept on disk, as Nameko's and Mycelia's are. */
  readonly persistent: boolean
  /** What has the contender in its `node_modules`. */
  readonly folder: string
}

export interface Caller {
  hello(name: string): Promise<unknown>
  close(): Promise<unknown>
}

/** A way to greet a person over RabbitMQ: every contender answers `Hello, <name>!`. */
export interface Peer {
  /** @returns what stops it, as soon as it consumes. */
  serve(setting: Setting): Promise<() => Promise<unknown>>
  connect(setting: Setting): Promise<Caller>
}

/** Calls for a while; `large` keeps one call in flight beside them that carries 1 MB both ways. */
export interface Order {
  readonly milliseconds: number
  readonly inFlight: number
  readonly large?: boolean
}

/** What `dev` tells the process that serves. */
export type HostOrder =
  | {
      readonly type: 'start'
      /** The built services. */
      readonly built: string
      readonly config: string | undefined
      readonly broker: string | undefined
      /** Whether another build was served before. */
      readonly again: boolean
      /** The port that it answered HTTP on: that of whoever leaves the choice to the system. */
      readonly httpPort: number | undefined
    }
  | { readonly type: 'stop' }

/** What it hears from there. */
export type HostReport =
  /** Loaded what it needs: waits for its order. */
  | { readonly type: 'ready' }
  | {
      readonly type: 'serving'
      readonly services: readonly string[]
      /** The URL of their HTTP server, if they have one. */
      readonly http: string | undefined
    }
  | { readonly type: 'failed'; readonly message: string }
  /** The broker cannot be reached, or no longer. */
  | { readonly type: 'no-broker' }

/** What `dev` tells the process that is the broker. */
export interface BrokerOrder {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
  readonly vhost: string
}

export type BrokerReport =
  | { readonly type: 'listening' }
  /** Somebody else has the port. */
  | { readonly type: 'taken' }
  | { readonly type: 'failed'; readonly message: string }

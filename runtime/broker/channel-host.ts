import type { Channel } from './channel.js'
import type { Outgoing } from './outgoing.js'
import type { Access } from './permissions.js'
import type { Strictness } from './strict.js'
import type { Vhost } from './vhost.js'

/** What a channel needs of its connection. */
export interface ChannelHost {
  readonly vhost: Vhost
  readonly access: Access
  readonly outgoing: Outgoing
  readonly strict: Strictness
  /** Bytes of the largest body. */
  readonly maxMessageSize: number
  /** Whether the client wants to be told when a queue that it consumes is gone. */
  readonly cancelNotify: boolean
  /** Whether the client reads too slowly to be sent any more. */
  readonly congested: boolean
  /** Its channel has confirms to send once all is read that came together. */
  confirmLater(confirms: { flush(): void }): void
  /** The client closed a channel. */
  forget(channel: Channel): void
  /** A message came from the client. */
  onPublish(): void
}

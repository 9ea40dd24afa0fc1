export { type EmitOptions, type EventDispatcher, Events, type EventsToken } from './events.js'
export { MessageSender, type MessageSenderOptions } from './message-sender.js'
export {
  type MessagePublisher,
  Publisher,
  type PublisherDefaults,
  type PublisherToken,
  type PublishOptions,
} from './publisher.js'

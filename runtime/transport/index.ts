export { type BrokerAddress, showBrokerAddress } from './broker-address.js'
export type { LoginMethod, TlsSecrets } from './tls-settings.js'
export type {
  ConfirmingPublisher,
  ConsumeOptions,
  Consumer,
  Exchange,
  Fate,
  Headers,
  HeaderValue,
  IncomingMessage,
  OutgoingMessage,
  Publisher,
  PublisherOptions,
  Queue,
  ReturnedMessage,
  Topology,
  Transport,
} from './transport.js'

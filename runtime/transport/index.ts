export { type BrokerAddress, showBrokerAddress } from './broker-address.js'
export type {
  ConsumeOptions,
  Consumer,
  Exchange,
  Headers,
  HeaderValue,
  IncomingMessage,
  OutgoingMessage,
  Publisher,
  PublisherOptions,
  Queue,
  ReturnedMessage,
  Transport,
} from './transport.js'

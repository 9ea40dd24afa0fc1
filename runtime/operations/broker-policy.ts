/** A policy: arguments that apply to all queues or exchanges of a virtual host whose name fits. */
export interface BrokerPolicy {
  readonly name: string
  readonly pattern: string
  readonly 'apply-to': 'queues'
  readonly priority: number
  readonly definition: Readonly<Record<string, string | number>>
}

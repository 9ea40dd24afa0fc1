import type { QueueSettings } from './queue-settings.js'

/** Arguments that apply to all queues or exchanges with a name that fits. */
export interface Policy {
  readonly vhost: string
  readonly pattern: RegExp
  readonly applyTo: 'all' | 'queues' | 'exchanges' | 'classic_queues' | 'quorum_queues'
  /** The highest one that fits wins. */
  readonly priority: number
  readonly definition: Readonly<Record<string, unknown>>
}

/** The policies of a broker: a queue gets the strictest of its own arguments and its policy. */
export class PolicyBook {
  readonly #policies: readonly Policy[]

  constructor(policies: readonly Policy[] = []) {
    this.#policies = [...policies].sort((one, other) => other.priority - one.priority)
  }

  alternateExchange(vhost: string, exchange: string): string | undefined {
    return textIn(this.#find(vhost, exchange, ['all', 'exchanges']), 'alternate-exchange')
  }

  applied(vhost: string, queue: string, own: QueueSettings): QueueSettings {
    const policy = this.#find(vhost, queue, ['all', 'queues', `${own.type}_queues`])
    if (policy === undefined) return own
    const deadLetterExchange = own.deadLetterExchange ?? textIn(policy, 'dead-letter-exchange')
    const deadLetterRoutingKey =
      own.deadLetterRoutingKey ?? textIn(policy, 'dead-letter-routing-key')
    const overflow = textIn(policy, 'overflow') as QueueSettings['overflow'] | undefined
    const numbers = {
      messageTtl: least(own.messageTtl, policy['message-ttl']),
      expires: least(own.expires, policy.expires),
      maxLength: least(own.maxLength, policy['max-length']),
      maxLengthBytes: least(own.maxLengthBytes, policy['max-length-bytes']),
      deliveryLimit:
        own.type === 'quorum' ? least(own.deliveryLimit, policy['delivery-limit']) : undefined,
    }
    return {
      ...own,
      ...(deadLetterExchange === undefined ? {} : { deadLetterExchange }),
      ...(deadLetterRoutingKey === undefined ? {} : { deadLetterRoutingKey }),
      ...(own.overflow === 'drop-head' && overflow !== undefined ? { overflow } : {}),
      ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    }
  }

  #find(
    vhost: string,
    name: string,
    applyTo: readonly string[],
  ): Readonly<Record<string, unknown>> | undefined {
    return this.#policies.find(
      (policy) =>
        policy.vhost === vhost && applyTo.includes(policy.applyTo) && policy.pattern.test(name),
    )?.definition
  }
}

function least(own: number | undefined, policy: unknown): number | undefined {
  if (typeof policy !== 'number') return own
  return own === undefined ? policy : Math.min(own, policy)
}

function textIn(
  policy: Readonly<Record<string, unknown>> | undefined,
  name: string,
): string | undefined {
  const value = policy?.[name]
  return typeof value === 'string' ? value : undefined
}

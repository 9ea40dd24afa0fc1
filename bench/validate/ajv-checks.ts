import { Ajv } from 'ajv'

type Schema = Readonly<Record<string, unknown>>

const text = { type: 'string' }
const number = { type: 'number' }
const list = (items: Schema) => ({ type: 'array', items })
const oneOf = (...values: readonly string[]) => ({ enum: values })

/** An object; a name that ends in a question mark may be absent. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(properties)
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, type]) => [name.replace('?', ''), type])),
    required: entries.flatMap(([name]) => (name.endsWith('?') ? [] : [name])),
  }
}

const contact = object({
  id: number,
  name: text,
  email: text,
  active: { type: 'boolean' },
  score: { type: ['number', 'null'] },
  'note?': text,
})

const address = object({
  street: text,
  city: text,
  country: oneOf('AT', 'DE', 'CH'),
  position: object({ latitude: number, longitude: number }),
})

const line = object({
  sku: text,
  quantity: number,
  price: object({ amount: number, currency: oneOf('EUR', 'CHF') }),
  'note?': text,
})

const order = object({
  id: text,
  customer: object({ contact, addresses: list(address) }),
  lines: list(line),
  status: oneOf('open', 'paid', 'sent'),
  labels: { type: 'object', additionalProperties: text },
})

const step = {
  type: 'object',
  discriminator: { propertyName: 'type' },
  required: ['type'],
  oneOf: [
    object({ type: { const: 'created' }, id: text, by: text }),
    object({ type: { const: 'renamed' }, id: text, from: text, to: text }),
    object({ type: { const: 'priced' }, id: text, amount: number, currency: text }),
    object({ type: { const: 'stocked' }, id: text, count: number, place: text }),
    object({
      type: { const: 'sold' },
      id: text,
      count: number,
      to: text,
      gift: { type: 'boolean' },
    }),
    object({
      type: { const: 'returned' },
      id: text,
      count: number,
      reason: { type: ['string', 'null'] },
    }),
    object({ type: { const: 'moved' }, id: text, from: text, to: text, count: number }),
    object({ type: { const: 'removed' }, id: text, 'reason?': text }),
  ],
}

const ajv = new Ajv({ discriminator: true, allowUnionTypes: true })

/** With what ajv has for it: a discriminator, no format, no list of all errors. */
export const ajvChecks = [contact, order, step, list(contact)].map((schema) => ajv.compile(schema))

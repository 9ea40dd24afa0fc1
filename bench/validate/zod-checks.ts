import * as z from 'zod'

const contact = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  score: z.number().nullable(),
  note: z.string().optional(),
})

const address = z.object({
  street: z.string(),
  city: z.string(),
  country: z.enum(['AT', 'DE', 'CH']),
  position: z.object({ latitude: z.number(), longitude: z.number() }),
})

const line = z.object({
  sku: z.string(),
  quantity: z.number(),
  price: z.object({ amount: z.number(), currency: z.enum(['EUR', 'CHF']) }),
  note: z.string().optional(),
})

const order = z.object({
  id: z.string(),
  customer: z.object({ contact, addresses: z.array(address) }),
  lines: z.array(line),
  status: z.enum(['open', 'paid', 'sent']),
  labels: z.record(z.string(), z.string()),
})

const [id, text, number] = [z.string(), z.string(), z.number()]
const step = z.discriminatedUnion('type', [
  z.object({ type: z.literal('created'), id, by: text }),
  z.object({ type: z.literal('renamed'), id, from: text, to: text }),
  z.object({ type: z.literal('priced'), id, amount: number, currency: text }),
  z.object({ type: z.literal('stocked'), id, count: number, place: text }),
  z.object({ type: z.literal('sold'), id, count: number, to: text, gift: z.boolean() }),
  z.object({ type: z.literal('returned'), id, count: number, reason: text.nullable() }),
  z.object({ type: z.literal('moved'), id, from: text, to: text, count: number }),
  z.object({ type: z.literal('removed'), id, reason: text.optional() }),
])

const schemas = [contact, order, step, z.array(contact)]

/** The copies are kept, as who parses keeps them: an engine leaves out what nobody looks at. */
export let kept: unknown

/** As one writes them by hand. */
export const zodChecks = schemas.map((schema) => (value: unknown) => {
  const { success, data } = (schema as z.ZodType).safeParse(value)
  kept = data
  return success
})

/** A value of each case that is right; `seed` makes it another one. */
export const makeValue: Readonly<Record<string, (seed: number) => unknown>> = {
  'small object': contact,
  'nested object': order,
  'discriminated union': step,
  '1,000-element array': (seed) =>
    Array.from({ length: 1000 }, (_, index) => contact(seed + index)),
}

function contact(seed: number): unknown {
  return {
    id: seed,
    name: `name ${seed}`,
    email: `${seed}@example.com`,
    active: seed % 2 === 0,
    score: seed % 3 === 0 ? null : seed / 4,
    ...(seed % 5 === 0 ? { note: 'a note' } : {}),
  }
}

function order(seed: number): unknown {
  const address = {
    street: `street ${seed}`,
    city: 'Graz',
    country: 'AT',
    position: { latitude: 47.07, longitude: 15.44 },
  }
  const line = (index: number) => ({
    sku: `sku ${index}`,
    quantity: index,
    price: { amount: index * 1.5, currency: 'EUR' },
  })
  return {
    id: `order ${seed}`,
    customer: { contact: contact(seed), addresses: [address, { ...address, country: 'CH' }] },
    lines: Array.from({ length: 5 }, (_, index) => line(index)),
    status: 'paid',
    labels: { colour: 'red', size: 'L', season: 'winter' },
  }
}

function step(seed: number): unknown {
  const id = `item ${seed}`
  const steps = [
    { type: 'created', id, by: 'me' },
    { type: 'renamed', id, from: 'a', to: 'b' },
    { type: 'priced', id, amount: 1.5, currency: 'EUR' },
    { type: 'stocked', id, count: 3, place: 'here' },
    { type: 'sold', id, count: 1, to: 'you', gift: false },
    { type: 'returned', id, count: 1, reason: null },
    { type: 'moved', id, from: 'here', to: 'there', count: 2 },
    { type: 'removed', id, reason: 'old' },
  ]
  return steps[seed % steps.length]
}

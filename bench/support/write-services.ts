/**
 * Sources of a project with many services, each in a file of its own: `services` times `methods`
 * methods, and as many interfaces.
 */
export function writeServices(services: number, methods: number): Record<string, string> {
  const files: Record<string, string> = {}
  for (let index = 0; index < services; index++) {
    files[`src/shop-${index}.service.ts`] = writeService(`Shop${index}`, `shop_${index}`, methods)
  }
  return files
}

export function writeService(name: string, wireName: string, methods: number): string {
  const parts = Array.from({ length: methods }, (_, index) => ({
    type: writeInterface(index),
    method: writeMethod(index),
  }))
  return `import { rpc, service } from 'mycelia'

${parts.map(({ type }) => type).join('\n\n')}

/** Sells things. */
@service('${wireName}')
export class ${name}Service {
${parts.map(({ method }) => method).join('\n\n')}
}
`
}

function writeInterface(index: number): string {
  return `/** What was ordered. */
export interface Order${index} {
  id: string
  status: 'open' | 'paid' | 'sent'
  placed: Date
  total: number | null
  lines: { sku: string; quantity: number; note?: string }[]
  note${index}?: string
  tags: Record<string, string>
}`
}

function writeMethod(index: number): string {
  return `  /** Places an order, and tells it. */
  @rpc
  place${index}(customer: string, order: Order${index}, urgent = false): Promise<Order${index}[]> {
    return Promise.resolve(urgent && customer !== '' ? [order] : [])
  }`
}

type Files = Record<string, string>
type CallAll = (call: (service: number, method: number) => string) => string

const order = (index: number): string => `const Order${index} = z.object({
  id: z.string(),
  status: z.enum(['open', 'paid', 'sent']),
  placed: z.date(),
  total: z.number().nullable(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number(), note: z.string().optional() })),
  note${index}: z.string().optional(),
  tags: z.record(z.string(), z.string()),
})`

const list = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join('\n')

const input = (index: number): string =>
  `z.object({ customer: z.string(), order: Order${index}, urgent: z.boolean().optional() })`

/** The same API in tRPC: a router of routers, and a client with the router's type. */
export function writeTrpc(
  services: number,
  methods: number,
  value: string,
  callAll: CallAll,
): Files {
  const files: Files = {
    'src/trpc.ts': `import { initTRPC } from '@trpc/server'
export const t = initTRPC.create()
`,
    'src/router.ts': `import { t } from './trpc.js'
${list(services, (index) => `import { shop${index} } from './shop-${index}.js'`)}
export const router = t.router({ ${Array.from({ length: services }, (_, index) => `shop${index}`).join(', ')} })
export type Router = typeof router
`,
    'src/main.ts': `import { createTRPCClient, httpLink } from '@trpc/client'
import type { Router } from './router.js'
${value}
export async function main(): Promise<void> {
  const client = createTRPCClient<Router>({ links: [httpLink({ url: '' })] })
${callAll((service, method) => `await client.shop${service}.place${method}.mutate({ customer: 'me', order })`)}
}
`,
  }
  for (let service = 0; service < services; service++) {
    files[`src/shop-${service}.ts`] = `import * as z from 'zod'
import { t } from './trpc.js'
${list(methods, order)}
export const shop${service} = t.router({
${list(
  methods,
  (index) =>
    `  place${index}: t.procedure.input(${input(index)}).output(z.array(Order${index})).mutation(() => []),`,
)}
})
`
  }
  return files
}

/** The same API as a contract of oRPC, and a client with the contract's type. */
export function writeOrpc(
  services: number,
  methods: number,
  value: string,
  callAll: CallAll,
): Files {
  const files: Files = {
    'src/contract.ts': `${list(services, (index) => `import { shop${index} } from './shop-${index}.js'`)}
export const contract = { ${Array.from({ length: services }, (_, index) => `shop${index}`).join(', ')} }
`,
    'src/main.ts': `import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from './contract.js'
${value}
export async function main(client: ContractRouterClient<typeof contract>): Promise<void> {
${callAll((service, method) => `await client.shop${service}.place${method}({ customer: 'me', order })`)}
}
`,
  }
  for (let service = 0; service < services; service++) {
    files[`src/shop-${service}.ts`] = `import { oc } from '@orpc/contract'
import * as z from 'zod'
${list(methods, order)}
export const shop${service} = {
${list(methods, (index) => `  place${index}: oc.input(${input(index)}).output(z.array(Order${index})),`)}
}
`
  }
  return files
}

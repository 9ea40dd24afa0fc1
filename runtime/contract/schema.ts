import * as z from 'zod'
import { isBuiltinName } from './builtins.js'
import { STRING_FORMATS } from './constraints.js'
import type { Contract } from './contract.js'
import type { TemplateHole, Type } from './type.js'

const HOLES = [
  'string',
  'number',
  'bigint',
  'Uppercase',
  'Lowercase',
  'Capitalize',
  'Uncapitalize',
] as const satisfies readonly TemplateHole[]
const position = z.object({ file: z.string(), line: z.int().min(1), column: z.int().min(1) })
const doc = z.string().optional()
const yes = z.literal(true).optional()
const name = z.string().min(1)
const count = z.int().min(0).optional()

const property = z.lazy(() =>
  z.strictObject({ name: z.string(), type, optional: yes, readonly: yes, doc }),
)

const type: z.ZodType<Type> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.enum([
        'boolean',
        'null',
        'undefined',
        'void',
        'never',
        'unknown',
        'any',
        'nonPrimitive',
      ]),
    }),
    z.strictObject({
      kind: z.literal('literal'),
      value: z.union([z.string(), z.number(), z.boolean()]),
    }),
    z
      .strictObject({
        kind: z.literal('template'),
        texts: z.array(z.string()),
        holes: z.array(z.enum(HOLES)).min(1),
      })
      .refine(({ texts, holes }) => texts.length === holes.length + 1),
    z.strictObject({ kind: z.literal('builtin'), name: z.string().refine(isBuiltinName) }),
    z.strictObject({ kind: z.literal('set'), items: type }),
    z.strictObject({ kind: z.literal('map'), key: type, value: type }),
    z.strictObject({
      kind: z.literal('string'),
      constraints: z
        .strictObject({
          minLength: count,
          maxLength: count,
          pattern: z.string().optional(),
          format: z.enum(STRING_FORMATS).optional(),
        })
        .optional(),
    }),
    z.strictObject({
      kind: z.literal('number'),
      constraints: z
        .strictObject({
          integer: yes,
          minimum: z.number().optional(),
          maximum: z.number().optional(),
          exclusiveMinimum: z.number().optional(),
          exclusiveMaximum: z.number().optional(),
          multipleOf: z.number().positive().optional(),
        })
        .optional(),
    }),
    z.strictObject({
      kind: z.literal('array'),
      items: type,
      constraints: z
        .strictObject({ minItems: count, maxItems: count, uniqueItems: yes })
        .optional(),
    }),
    z.strictObject({
      kind: z.literal('tuple'),
      elements: z.array(z.strictObject({ name: name.optional(), type, optional: yes, rest: yes })),
    }),
    z.strictObject({
      kind: z.literal('object'),
      properties: z.array(property),
      index: type.optional(),
      exact: yes,
    }),
    z.strictObject({ kind: z.literal('record'), key: type, value: type }),
    z.strictObject({ kind: z.literal('union'), members: z.array(type).min(2) }),
    z.strictObject({
      kind: z.literal('enum'),
      members: z.array(z.strictObject({ name, value: z.union([z.string(), z.number()]), doc })),
    }),
    z.strictObject({ kind: z.literal('ref'), name }),
  ]),
) as z.ZodType<Type>

const parameter = z.strictObject({
  name,
  wireName: name,
  type,
  optional: yes,
  default: z.string().optional(),
  rest: yes,
  keyword: yes,
  doc,
})

const method = z.strictObject({
  name,
  wireName: name,
  kind: z.literal('unary'),
  doc,
  params: z.array(parameter),
  result: type,
  idempotent: yes,
  errors: z.array(name).optional(),
  source: position,
})

const route = z.strictObject({
  method: name,
  verb: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: name,
  status: z.int().min(200).max(399).optional(),
  doc,
  params: z.array(
    parameter.extend({
      in: z.enum(['path', 'query', 'body', 'request']),
      text: z.array(z.enum(['string', 'number', 'boolean'])).optional(),
      list: yes,
    }),
  ),
  result: type,
  response: yes,
  errors: z.array(name).optional(),
  source: position,
})

/** The JSON form of a {@link Contract}; refuses what it does not know. */
export const contractSchema: z.ZodType<Contract> = z.strictObject({
  format: z.literal(1),
  service: name,
  className: name,
  doc,
  source: position,
  methods: z.array(method),
  types: z.record(z.string(), z.strictObject({ type, interface: yes, doc, source: position })),
  errors: z.array(
    z.strictObject({
      code: name,
      className: name,
      excPath: name.optional(),
      retry: z.enum(['safe', 'never']).optional(),
      status: z.int().min(400).max(599).optional(),
      extends: name.optional(),
      data: z.strictObject({ kind: z.literal('object'), properties: z.array(property) }).optional(),
      doc,
      source: position,
    }),
  ),
  events: z.array(z.strictObject({ type: name, payload: type, doc, source: position })),
  handlers: z.array(
    z.strictObject({
      method: name,
      wireName: name,
      from: name,
      type: name,
      handler: z.enum(['service_pool', 'singleton', 'broadcast']),
      payload: type,
      source: position,
    }),
  ),
  consumers: z
    .array(z.strictObject({ method: name, queue: name, payload: type, source: position }))
    .optional(),
  timers: z
    .array(
      z.strictObject({
        method: name,
        when: name,
        timeZone: name.optional(),
        once: z.literal('cluster').optional(),
        source: position,
      }),
    )
    .optional(),
  http: z.array(route).optional(),
  websocket: z.array(method).optional(),
  injects: z.array(
    z.strictObject({ field: name, token: name, service: name.optional(), source: position }),
  ),
}) as z.ZodType<Contract>

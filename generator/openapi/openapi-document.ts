import type { Contract, ErrorDefinition, HttpRoute, Type } from 'mycelia/contract'
import { type JsonSchema, jsonSchema } from '../json-schema/index.js'
import { componentNames, PROBLEM_DETAILS } from './component-names.js'
import { PathItems } from './path-items.js'
import { errorSchema, PROBLEM } from './problem-schema.js'
import { operationOf } from './route-operation.js'

export interface OpenApiInfo {
  readonly title: string
  readonly version: string
  readonly description?: string
}

/**
 * An OpenAPI 3.1 document of all that services answer over HTTP. The same contracts give the same
 * text.
 * @throws {ExpectedError} when two services answer the same requests.
 */
export function openApiDocument(contracts: readonly Contract[], info: OpenApiInfo): JsonSchema {
  const served = contracts.filter(({ http = [] }) => http.length > 0)
  const names = componentNames(served)
  const paths = new PathItems()
  const schemas = new Map<string, JsonSchema>([[PROBLEM_DETAILS, PROBLEM]])
  const operationIds = new Set<string>()
  for (const contract of served) {
    const refer = (name: string) => refTo(names.type(contract, name))
    const schemaOf = (type: Type) => jsonSchema(type, refer, contract.types)
    for (const [name, { type, doc }] of Object.entries(contract.types)) {
      const schema = schemaOf(type)
      schemas.set(
        names.type(contract, name),
        doc === undefined ? schema : { ...schema, description: doc },
      )
    }
    const declare = (error: ErrorDefinition) => {
      const name = names.error(contract, error)
      schemas.set(name, errorSchema(error, schemaOf))
      return { error, ref: refTo(name) }
    }
    for (const route of contract.http ?? []) {
      const operationId = freeId(contract, route, operationIds)
      paths.add(route, contract.service, (named) => ({
        operationId,
        tags: [contract.service],
        ...operationOf(named, schemaOf, errorsOf(route, contract).map(declare)),
      }))
    }
  }
  return {
    openapi: '3.1.0',
    info,
    tags: served.map(({ service, doc }) => ({
      name: service,
      ...(doc === undefined ? {} : { description: doc }),
    })),
    paths: sorted(paths.items),
    components: { schemas: sorted(schemas) },
  }
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

function errorsOf({ errors = [] }: HttpRoute, contract: Contract): readonly ErrorDefinition[] {
  return contract.errors.filter(({ code }) => errors.includes(code))
}

/** A method with several routes has as many operations. */
function freeId({ service }: Contract, { method }: HttpRoute, taken: Set<string>): string {
  const id = `${service}.${method}`
  let free = id
  for (let count = 2; taken.has(free); count++) free = `${id}${count}`
  taken.add(free)
  return free
}

function sorted<T>(entries: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

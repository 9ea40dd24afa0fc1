import { ServiceDefinitionError } from '../errors/index.js'
import {
  type Container,
  type EntrypointMetadata,
  readMetadata,
  type ServiceDefinition,
  type WorkerOptions,
} from '../service/index.js'
import { encodeContext } from '../wire/index.js'

type AnyMethod = (...args: any[]) => unknown

/** The methods of a service's class. */
export type MethodsOf<Service> = {
  [Name in keyof Service & string as Service[Name] extends AnyMethod ? Name : never]: Extract<
    Service[Name],
    AnyMethod
  >
}

/** Methods that are called past the broker. */
export type Hook<Service> = {
  readonly [Name in keyof MethodsOf<Service>]: (
    ...args: Parameters<MethodsOf<Service>[Name]>
  ) => Promise<Awaited<ReturnType<MethodsOf<Service>[Name]>>>
}

/** The container that hosts a class. @throws {ServiceDefinitionError} when none does. */
export function findContainer(containers: readonly Container[], type: object): Container {
  const found = containers.find(
    ({ definition }) =>
      definition.class === type || Object.getPrototypeOf(definition.class) === type,
  )
  if (found !== undefined) return found
  const names = containers.map(({ definition }) => definition.class.name).join(', ')
  throw new ServiceDefinitionError(
    `${(type as { name: string }).name} does not run in this cluster; there are ${names || 'none'}`,
  )
}

/**
 * What calls a method.
 * @throws {ServiceDefinitionError} when nothing does.
 */
export function findEntrypoint(
  { class: type }: ServiceDefinition,
  method: string,
): EntrypointMetadata {
  const { entrypoints } = readMetadata(type)
  const found = entrypoints.find((entrypoint) => entrypoint.method === method)
  if (found !== undefined) return found
  const names = [...new Set(entrypoints.map((entrypoint) => entrypoint.method))].join(', ')
  throw new ServiceDefinitionError(
    `${type.name}.${method} is no entrypoint of this cluster; ${type.name} has ${names || 'none'}`,
  )
}

/** The methods of a service, run in its workers. */
export function hookOf(container: Container, options: WorkerOptions = {}): object {
  const { context: data = {}, callIdStack = [], deadline } = options
  const call = async (kind: string, method: string, args: readonly unknown[]) => {
    const { workers } = container
    const headers = encodeContext({ callIdStack, data })
    const origin = { headers, redelivered: false, userId: undefined }
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      return await container.call(method, args, container.context(kind, method, origin, deadline))
    } finally {
      workers.release()
    }
  }
  return new Proxy(
    {},
    {
      get(_, method) {
        if (typeof method === 'symbol' || method === 'then') return undefined
        const kind = kindOf(findEntrypoint(container.definition, method))
        return (...args: readonly unknown[]) => call(kind, method, args)
      },
    },
  )
}

/** What interceptors know it by. */
function kindOf(entrypoint: EntrypointMetadata): string {
  if (entrypoint.kind === 'custom') return entrypoint.definition.name
  return entrypoint.kind === 'on' ? 'event' : entrypoint.kind
}

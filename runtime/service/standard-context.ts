import { ServiceDefinitionError } from '../errors/index.js'

/** Refuses legacy decorators, which get other arguments and would silently do nothing. */
export function standardContext(
  decorator: string,
  context: unknown,
  descriptor: unknown,
): DecoratorContext & { readonly metadata: DecoratorMetadataObject } {
  const given = context as DecoratorContext | undefined
  if (typeof given === 'object' && given !== null && descriptor === undefined && 'kind' in given) {
    return given as DecoratorContext & { readonly metadata: DecoratorMetadataObject }
  }
  throw new ServiceDefinitionError(
    `${decorator} was called as a legacy decorator: remove "experimentalDecorators": true ` +
      'from the "compilerOptions" of your tsconfig.json',
  )
}

/** The same of a decorator that belongs on a method. */
export function methodContext(
  decorator: string,
  context: unknown,
  descriptor: unknown,
): { readonly method: string; readonly metadata: DecoratorMetadataObject } {
  const { kind, name, metadata } = standardContext(decorator, context, descriptor)
  if (kind !== 'method') {
    throw new ServiceDefinitionError(`${decorator} belongs on a method, not a ${kind}`)
  }
  return { method: String(name), metadata }
}

import type { MapType, Type } from './type.js'

/**
 * Whether a Map travels as an object: if its keys are strings, and no value is `undefined`, which
 * JSON would leave out. Otherwise it travels as an array of pairs.
 * @param resolve Looks up what a reference stands for.
 */
export function isObjectMap({ key, value }: MapType, resolve: (type: Type) => Type): boolean {
  return isText(key, resolve) && !mayBeUndefined(value, resolve)
}

function isText(given: Type, resolve: (type: Type) => Type): boolean {
  const type = resolve(given)
  if (type.kind === 'union') return type.members.every((member) => isText(member, resolve))
  if (type.kind === 'enum') return type.members.every(({ value }) => typeof value === 'string')
  if (type.kind === 'literal') return typeof type.value === 'string'
  return type.kind === 'string' || type.kind === 'template'
}

function mayBeUndefined(given: Type, resolve: (type: Type) => Type): boolean {
  const type = resolve(given)
  if (type.kind === 'union') return type.members.some((member) => mayBeUndefined(member, resolve))
  return type.kind === 'undefined' || type.kind === 'void'
}

import type { Contract, Type } from 'mycelia/contract'

/** Methods that a client cannot have: it has them already, or JavaScript asks it for them. */
const RESERVED: ReadonlySet<string> = new Set([
  'with',
  'then',
  'constructor',
  'toJSON',
  '__proto__',
])

/**
 * What a contract from elsewhere holds that cannot be printed as code: names that are none, and
 * types that are not there. The reader never writes such, but whoever wrote this need not be it.
 */
export function findUnprintable(contract: Contract): readonly string[] {
  const problems: string[] = []
  const check = (place: string, type: Type) => problems.push(...checkType(place, type, contract))
  if (!/^[A-Za-z_][\w-]*$/.test(contract.service)) {
    problems.push(`service: ${JSON.stringify(contract.service)} cannot be the name of a service`)
  }
  const methods = new Set<string>()
  for (const { name, params, result } of contract.methods) {
    const place = `methods.${name}`
    if (RESERVED.has(name)) problems.push(`${place}: clients use this name themselves`)
    if (methods.has(name)) problems.push(`${place}: it is there twice`)
    methods.add(name)
    for (const param of params) check(`${place}.${param.name}`, param.type)
    check(`${place}.result`, result)
  }
  for (const [name, { type }] of Object.entries(contract.types)) {
    if (!isName(name)) problems.push(`types: ${JSON.stringify(name)} cannot be the name of a type`)
    check(`types.${name}`, type)
  }
  return problems
}

function checkType(place: string, type: Type, { types }: Contract): readonly string[] {
  const problems: string[] = []
  const visit = (type: Type): void => {
    if (type.kind === 'ref' && !Object.hasOwn(types, type.name)) {
      problems.push(`${place}: there is no type ${JSON.stringify(type.name)}`)
    }
    if (type.kind === 'tuple') {
      const label = type.elements.find(({ name }) => name !== undefined && !isName(name))?.name
      if (label !== undefined) problems.push(`${place}: ${JSON.stringify(label)} cannot be a label`)
    }
    partsOf(type).forEach(visit)
  }
  visit(type)
  return problems
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'array':
    case 'set':
      return [type.items]
    case 'tuple':
      return type.elements.map(({ type }) => type)
    case 'object':
      return [
        ...type.properties.map(({ type }) => type),
        ...(type.index === undefined ? [] : [type.index]),
      ]
    case 'record':
    case 'map':
      return [type.key, type.value]
    case 'union':
      return type.members
    default:
      return []
  }
}

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)
}

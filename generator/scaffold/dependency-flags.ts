import type { LockedPackage } from './package-lock.js'

/** Why npm may leave a package out: `devOptional` when both development and an option need it. */
export type DependencyFlag = 'dev' | 'optional' | 'devOptional' | 'peer' | 'extraneous'

const ALL: readonly DependencyFlag[] = ['dev', 'optional', 'devOptional', 'peer', 'extraneous']

interface Edge {
  readonly to: string
  readonly dev: boolean
  readonly optional: boolean
  readonly peer: boolean
}

/**
 * The flags of every package but the project's own, by the rules that npm has for them. They must be
 * right in a lock file: npm trusts them, and `--omit=dev` goes by them.
 *
 * Every package begins with all flags. Whatever is needed without a reason to leave it out loses the
 * flag, and passes that on to what it needs, until nothing changes any more.
 */
export function dependencyFlags(
  packages: ReadonlyMap<string, LockedPackage>,
): ReadonlyMap<string, ReadonlySet<DependencyFlag>> {
  const flags = new Map<string, Set<DependencyFlag>>()
  for (const path of packages.keys()) flags.set(path, new Set(path === '' ? [] : ALL))

  const queue = ['']
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const edge of edgesOf(path, packages)) {
      const target = flags.get(edge.to)!
      const before = target.size
      for (const flag of lostOver(edge, flags.get(path)!)) target.delete(flag)
      if (target.size < before) queue.push(edge.to)
    }
  }

  for (const set of flags.values()) {
    if (set.has('dev') || set.has('optional')) set.delete('devOptional')
  }
  return flags
}

function lostOver(edge: Edge, from: ReadonlySet<DependencyFlag>): DependencyFlag[] {
  const { dev, optional, peer } = edge
  const lost: DependencyFlag[] = []
  if (!from.has('extraneous') && !(peer && optional)) lost.push('extraneous')
  if (!from.has('dev') && !dev) lost.push('dev')
  if (!from.has('optional') && !optional) lost.push('optional')
  if (!from.has('peer') && !peer) lost.push('peer')
  const reasons = from.has('dev') || from.has('optional') || from.has('devOptional')
  if (!reasons && !dev && !optional) lost.push('devOptional')
  return lost
}

function edgesOf(path: string, packages: ReadonlyMap<string, LockedPackage>): Edge[] {
  const entry = packages.get(path)!
  const edges: Edge[] = []
  const add = (
    names: object | undefined,
    kind: (name: string) => Partial<Pick<Edge, 'dev' | 'optional' | 'peer'>>,
  ): void => {
    for (const name of Object.keys(names ?? {})) {
      const to = resolvePackage(name, path, packages)
      if (to === undefined) continue
      edges.push({ to, dev: false, optional: false, peer: false, ...kind(name) })
    }
  }
  add(entry.dependencies, () => ({}))
  add(entry.devDependencies, () => ({ dev: true }))
  add(entry.optionalDependencies, () => ({ optional: true }))
  const developed = path === '' ? entry.devDependencies : undefined
  add(without(entry.peerDependencies, developed), (name) => ({
    peer: true,
    optional: entry.peerDependenciesMeta?.[name]?.optional ?? false,
  }))
  return edges
}

/** Of a name that the project asks for twice, npm follows the development dependency. */
function without(names: object | undefined, others: object | undefined): object {
  return Object.fromEntries(
    Object.entries(names ?? {}).filter(([name]) => !(name in (others ?? {}))),
  )
}

/** As Node.js finds it: in the node_modules of the package, or of a folder above. */
function resolvePackage(
  name: string,
  from: string,
  packages: ReadonlyMap<string, LockedPackage>,
): string | undefined {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
  if (packages.has(place)) return place
  if (from === '') return undefined
  const above = from.lastIndexOf('/node_modules/')
  return resolvePackage(name, above === -1 ? '' : from.slice(0, above), packages)
}

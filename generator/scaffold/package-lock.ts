/** package-lock.json, version 3: packages by the folder that they lie in, the project itself at ''. */
export interface PackageLock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** A package as package-lock.json pins it. */
export interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly dependencies?: DependencyTable
  readonly devDependencies?: DependencyTable
  readonly optionalDependencies?: DependencyTable
  readonly peerDependencies?: DependencyTable
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly [field: string]: unknown
}

/** Specifiers by package: `{ zod: '^4.0.0' }`. */
export type DependencyTable = Readonly<Record<string, string>>

/**
 * Whether two lock files serve the same package.json and the same archives. What npm adds to one, and
 * the user's own updates, make no difference.
 */
export function sameLock(ours: string, found: string): boolean {
  const [a, b] = [parseLock(ours), parseLock(found)]
  if (a === undefined || b === undefined || asks(a) !== asks(b)) return false
  return Object.entries(a.packages)
    .filter(([, { resolved }]) => resolved?.startsWith('file:'))
    .every(([path, { integrity }]) => b.packages[path]?.integrity === integrity)
}

function parseLock(text: string): PackageLock | undefined {
  try {
    const lock = JSON.parse(text)
    return typeof lock?.packages === 'object' && lock.packages !== null ? lock : undefined
  } catch {
    return undefined
  }
}

/** What the project itself asks for, in a form that can be compared. */
function asks({ packages }: PackageLock): string {
  const { dependencies = {}, devDependencies = {} } = packages[''] ?? {}
  return JSON.stringify(
    [dependencies, devDependencies].map((table) => Object.entries(table).sort()),
  )
}

/** Words that no variable can be named, so that callers can name theirs after the service. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let new
  null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield`.split(/\s+/),
)

/** What the project depends on: npm installs no package inside one of the same name. */
const DEPENDENCIES: ReadonlySet<string> = new Set(['mycelia', 'tsx', 'typescript'])

/** Windows opens a device under these, whatever the folder. */
const DEVICE = /^(?:aux|con|nul|prn|com\d|lpt\d)$/

/** Why a name in kebab case cannot be used, as the end of a sentence; undefined if it can. */
export function reservedBecause(kebab: string): string | undefined {
  if (kebab === 'service') return 'does not say what the service is about'
  if (kebab === 'node-modules') return 'is the name of the folder that holds packages'
  if (KEYWORDS.has(kebab)) return 'is a word of the language'
  if (DEPENDENCIES.has(kebab)) return 'is the name of a package that the project depends on'
  if (kebab === 'rabbitmq') return 'is the name of the broker in compose.yaml'
  if (DEVICE.test(kebab)) return 'is the name of a device on Windows'
  return undefined
}

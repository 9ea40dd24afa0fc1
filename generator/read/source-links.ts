import type { ts } from 'ts-morph'
import type { Reading } from './reading.js'

/**
 * What the types of each file can depend on: the files that it imports, directly or not, and those
 * that declare something for all others.
 */
export interface SourceLinks {
  reach(file: ts.SourceFile): ReadonlySet<ts.SourceFile>
}

/** What the compiler notes of a file beside its nodes. */
interface NotedSource extends ts.SourceFile {
  /** All module specifiers in it: of imports, exports, import types and dynamic imports. */
  readonly imports?: readonly ts.StringLiteralLike[]
  /** `declare module './order.js'` and `declare global` in a module. */
  readonly moduleAugmentations?: readonly ts.Node[]
  /** Set of modules, and only of these. */
  readonly externalModuleIndicator?: unknown
}

export function linkSources(reading: Reading): SourceLinks {
  const { program, checker } = reading
  const own = program.getSourceFiles().filter((file) => reading.isOwn(file))
  const ambient = own.filter(isAmbient)
  const direct = new Map<ts.SourceFile, readonly ts.SourceFile[]>()

  const linksOf = (file: ts.SourceFile): readonly ts.SourceFile[] => {
    // Installed packages stay as they are: nothing is gained by following them.
    if (!reading.isOwn(file)) return []
    let links = direct.get(file)
    if (links === undefined) {
      links = moduleSpecifiers(file).flatMap((specifier) => {
        const module = checker.getSymbolAtLocation(specifier)
        return module?.declarations?.map((declaration) => declaration.getSourceFile()) ?? []
      })
      direct.set(file, links)
    }
    return links
  }

  return {
    reach(file) {
      const reached = new Set([file, ...ambient])
      // A set is iterated over what is added meanwhile, too.
      for (const next of reached) for (const link of linksOf(next)) reached.add(link)
      return reached
    },
  }
}

/** All module specifiers of a file. */
function moduleSpecifiers(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  return (file as NotedSource).imports ?? []
}

function isAmbient(file: ts.SourceFile): boolean {
  const { moduleAugmentations = [], externalModuleIndicator } = file as NotedSource
  return moduleAugmentations.length > 0 || externalModuleIndicator === undefined
}

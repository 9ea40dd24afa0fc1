import { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import { createThrowsOf } from './throw-walk.js'
import { Throws, type ThrowsOf } from './throws.js'

/**
 * Looks for errors in functions, for one reading of a project. Where no file speaks of
 * `ServiceError`, there are none, and nothing is looked at.
 */
export function createErrorSearch(reading: Omit<Reading, 'throwsOf'>): ThrowsOf {
  let search: ThrowsOf | undefined
  return (target) => {
    search ??= hasErrors(reading)
      ? createThrowsOf(
          reading as Reading,
          once(() => accessorNames(reading)),
        )
      : () => new Throws()
    return search(target)
  }
}

function hasErrors({ program, mycelia }: Omit<Reading, 'throwsOf'>): boolean {
  return program
    .getSourceFiles()
    .some(
      (file) =>
        !program.isSourceFileDefaultLibrary(file) &&
        file.text.includes('ServiceError') &&
        !mycelia.isMycelia(file),
    )
}

/** The names of all getters and setters of the project: few properties have one of these. */
function accessorNames({ program, isOwn }: Omit<Reading, 'throwsOf'>): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isAccessor(node)) names.add(node.name.getText())
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) {
    if (isOwn(file) && !file.isDeclarationFile && /\b[gs]et\s+[\w$'"[#]/.test(file.text))
      visit(file)
  }
  return names
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

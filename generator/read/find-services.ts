import { ts } from 'ts-morph'
import { classChain } from './class-chain.js'
import { ENTRYPOINT_DECORATORS } from './decorated-members.js'
import type { Decoration } from './mycelia-exports.js'
import type { Reading } from './reading.js'
import { nameOf } from './source-position.js'
import { suggestedName } from './wire-name.js'

/** A class that is decorated with `@service`. */
export interface ServiceClass {
  readonly node: ts.ClassLikeDeclaration
  readonly decoration: Decoration
}

/** The services of some files, in the order in which they are written. */
export function findServices(
  files: readonly ts.SourceFile[],
  reading: Reading,
): readonly ServiceClass[] {
  const classes = files.flatMap(classesOf)
  const services = classes.flatMap((node) => {
    const decoration = reading.mycelia.decorator(node, 'service')
    return decoration === undefined ? [] : [{ node, decoration }]
  })
  reportForgotten(classes, services, reading)
  return services
}

/** A parsed file does not change: one that has been walked through needs no second walk. */
const classesOfFiles = new WeakMap<ts.SourceFile, readonly ts.ClassLikeDeclaration[]>()

function classesOf(file: ts.SourceFile): readonly ts.ClassLikeDeclaration[] {
  const known = classesOfFiles.get(file)
  if (known !== undefined) return known
  const found: ts.ClassLikeDeclaration[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  classesOfFiles.set(file, found)
  return found
}

/** Classes with methods to call that are neither services nor there to be extended by them. */
function reportForgotten(
  classes: readonly ts.ClassLikeDeclaration[],
  services: readonly ServiceClass[],
  reading: Reading,
): void {
  const known = new Set(services.flatMap(({ node }) => classChain(node, reading.checker)))
  for (const node of classes) {
    if (known.has(node) || isAbstract(node)) continue
    const decorator = ENTRYPOINT_DECORATORS.find((name) =>
      node.members.some((member) => reading.mycelia.decorator(member, name)),
    )
    if (decorator === undefined) continue
    const name = node.name?.text
    reading.problems.add(nameOf(node), {
      where: name,
      message: `has methods with @${decorator} and is no service`,
      hint:
        `write @service('${suggestedName(name)}') above the class; ` +
        'or make it abstract, if services extend it',
    })
  }
}

export function isAbstract(node: ts.ClassLikeDeclaration): boolean {
  return Boolean(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract)
}

import { ts } from 'ts-morph'
import { tidyDoc } from './documentation.js'

/** What a parameter is called, and what its doc comment says of it. */
export interface ParameterName {
  readonly name: string
  readonly doc?: string
}

/**
 * The name of a parameter that is taken apart where it is declared: the one that `@rpc({ params })`
 * has for it, or else its `@param`. Such tags belong to it that name no other parameter, in their
 * order, if there is one for each parameter without a name.
 * @returns undefined when nothing names it.
 */
export function destructuredName(
  parameter: ts.ParameterDeclaration,
  method: ts.MethodDeclaration,
  given: readonly string[] | undefined,
): ParameterName | undefined {
  const { parameters } = method
  const tag = tagOf(parameter, method)
  const doc = tag && docOfTag(tag)
  // The option names the elements of a rest parameter one by one.
  const wireName = parameter.dotDotDotToken ? undefined : given?.[parameters.indexOf(parameter)]
  const name = wireName ?? tag?.name.getText()
  return name === undefined ? undefined : { name, ...(doc ? { doc } : {}) }
}

function tagOf(
  parameter: ts.ParameterDeclaration,
  method: ts.MethodDeclaration,
): ts.JSDocParameterTag | undefined {
  const named = new Set<string>()
  const unnamed: ts.ParameterDeclaration[] = []
  for (const other of method.parameters) {
    if (ts.isIdentifier(other.name)) named.add(other.name.text)
    else unnamed.push(other)
  }
  const tags = ts
    .getJSDocTags(method)
    .filter(ts.isJSDocParameterTag)
    // `@param order.sku` tells of a part.
    .filter(({ name }) => ts.isIdentifier(name) && !named.has(name.text))
  return tags.length === unnamed.length ? tags[unnamed.indexOf(parameter)] : undefined
}

function docOfTag({ comment }: ts.JSDocParameterTag): string {
  return tidyDoc(ts.getTextOfJSDocComment(comment) ?? '')
}

import type { TemplateHole, TemplateType } from 'mycelia/contract'
import { quote } from './printer.js'

/** A pattern in TypeScript's syntax: `` `order-${number}` ``, `Uppercase<string>`. */
export function printTemplate({ texts, holes }: TemplateType): string {
  const [only] = holes
  if (holes.length === 1 && only !== undefined && isCase(only) && texts.join('') === '') {
    return `${only}<string>`
  }
  const parts = texts.map((text, index) => {
    const hole = holes[index]
    const printed = hole === undefined ? '' : `\${${isCase(hole) ? `${hole}<string>` : hole}}`
    return escapeText(text) + printed
  })
  return `\`${parts.join('')}\``
}

/** Its parts as two arguments of a function: the texts, and the holes between them. */
export function templateArguments({ texts, holes }: TemplateType): readonly string[] {
  return [texts, holes].map((parts) => `[${parts.map(quote).join(', ')}]`)
}

function isCase(hole: TemplateHole): boolean {
  return /^[A-Z]/.test(hole)
}

function escapeText(text: string): string {
  return quote(text)
    .slice(1, -1)
    .replaceAll(/\\(['"])/g, '$1')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
}

import type { TemplateHole, TemplateType } from 'mycelia/contract'

/** A pattern for texts of a template. It is no narrower than the codec's check, and may be wider. */
export function templatePattern({ texts, holes }: TemplateType): string {
  const [first = '', ...others] = texts.map(escaped)
  const rest = others.map((text, index) => patternOf(holes[index]) + text)
  return `^${first}${rest.join('')}$`
}

function patternOf(hole: TemplateHole | undefined): string {
  return hole === 'bigint' ? '-?[0-9a-zA-Z]+' : '[\\s\\S]*'
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

import type { HttpParam } from '../service/index.js'

/** As JSON writes numbers. Other text is left as it is, and the method's codec says what is wrong. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** The JSON value that a text of a path or a query stands for. */
export function fromText(text: string, { text: kinds = [] }: HttpParam): unknown {
  if (kinds.includes('number') && NUMBER.test(text)) return Number(text)
  if (kinds.includes('boolean')) {
    if (text === 'true') return true
    if (text === 'false') return false
  }
  return text
}

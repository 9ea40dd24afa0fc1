import { type CheckMode, type CodecScope, readProperty } from './codec-scope.js'
import { allOf, type Condition, partsOf, printCondition, test } from './condition.js'
import type { ManyMembers } from './discriminant.js'
import { block, type Doc, hardline, indent, join, returned } from './layout.js'
import { conditionOf } from './print-check.js'
import { printLiteral } from './print-type.js'

/**
 * The statements that check a value by its discriminant, which is read once: objects of many shapes
 * make that the slowest step.
 */
export function printSwitch(
  { union, discriminant }: ManyMembers,
  mode: CheckMode,
  scope: CodecScope,
): readonly Doc[] {
  const read = readProperty('value', discriminant.property, scope)
  const cases = union.members.map((member) => {
    const values = discriminant.valuesOf(member)
    const condition = conditionOf(member, 'value', mode, scope)
    const labels = values.map((value): Doc => `case ${printLiteral(value)}:`)
    const [only, ...more] = values
    const isKnown =
      only !== undefined && more.length === 0 ? [`${read} === ${printLiteral(only)}`] : []
    const rest = without([...OBJECT, ...isKnown], condition)
    return [join(hardline, labels), indent(hardline, returned(printCondition(rest)))]
  })
  return [
    "if (typeof value !== 'object' || value === null) return false",
    [`switch (${read}) `, block([...cases, ['default:', indent(hardline, 'return false')]])],
  ]
}

/** As checks of objects begin. */
const OBJECT = ["typeof value === 'object'", 'value !== null']

/** What is left to ask when something is known. */
function without(known: readonly string[], condition: Condition): Condition {
  const tests = new Set(known.map((text) => JSON.stringify(test(text))))
  return allOf(partsOf(condition).filter((part) => !tests.has(JSON.stringify(part))))
}

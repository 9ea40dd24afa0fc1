import {
  type CheckMode,
  type CodecScope,
  type MapMode,
  readProperty,
  readPropertyOfAny,
} from './codec-scope.js'
import type { Discriminant, ManyMembers } from './discriminant.js'
import { block, type Doc, hardline, indent, join, returned } from './layout.js'
import { readyFunction } from './print-check.js'
import { printMap } from './print-map.js'
import { printLiteral } from './print-type.js'

/**
 * The statements that check a value by its discriminant, which is read once: objects of many shapes
 * make that the slowest step. Behind it each member has a function of its own, in which all objects
 * have one shape; in one for all of them an engine gives up on the whole.
 */
export function printSwitch(
  { union, discriminant }: ManyMembers,
  mode: CheckMode,
  place: string,
  scope: CodecScope,
): readonly Doc[] {
  const read = readPropertyOfAny('value', discriminant.property, scope)
  const cases = union.members.map((member, index) => {
    const check =
      readyFunction(member, mode, scope) ?? scope.checkMember(member, mode, `${place}${index + 1}`)
    return switchCase(discriminant.valuesOf(member), `${check}(value)`)
  })
  return switchOn(read, cases, 'false')
}

/** The statements that make a checked value anew by its discriminant. */
export function printMapSwitch(
  { union, discriminant }: ManyMembers,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): readonly Doc[] {
  const mapped = union.members.map((member, index) => ({
    values: discriminant.valuesOf(member),
    map: printMap(member, 'value', mode, `${place}${index + 1}`, scope) ?? 'value',
  }))
  const cases = mapped.map(({ values, map }) => switchCase(values, map))
  return switchOn(readProperty('value', discriminant.property, scope), cases, 'value')
}

function switchOn(read: string, cases: readonly Doc[], otherwise: string): readonly Doc[] {
  const last = ['default:', indent(hardline, `return ${otherwise}`)]
  return [[`switch (${read}) `, block([...cases, last])]]
}

function switchCase(values: ReturnType<Discriminant['valuesOf']>, result: Doc): Doc {
  const labels = values.map((value) => `case ${printLiteral(value)}:`)
  return [join(hardline, labels), indent(hardline, returned(result))]
}

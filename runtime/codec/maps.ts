// What generated conversions are written with. Values have been checked before.

type Map = (item: any) => any

/** A copy of an object with each own property's value turned into another. */
export function mapRecord(value: any, map: Map): any {
  return mapRest(value, [], map)
}

/** As {@link mapRecord}, without the known properties. @param map @default the same value */
export function mapRest(value: any, known: readonly string[], map?: Map): any {
  const entries: [string, any][] = []
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) entries.push([key, map === undefined ? value[key] : map(value[key])])
  }
  // Unlike an assignment, it makes an own property whatever the name.
  return Object.fromEntries(entries)
}

/** A copy of a tuple with its items turned into others, those between start and end by `rest`. */
export function mapTuple(
  value: any,
  start: readonly (Map | undefined)[],
  rest?: Map,
  end: readonly (Map | undefined)[] = [],
): any {
  const endAt = value.length - end.length
  return value.map((item: any, index: number) => {
    const map = index < start.length ? start[index] : index < endAt ? rest : end[index - endAt]
    return map === undefined ? item : map(item)
  })
}

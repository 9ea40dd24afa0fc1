import * as z from 'zod'

/** A tuple with a rest that further items follow, as in `[A, ...B[], C]`, which zod does not have. */
export function tupleWithEnd(
  start: readonly z.ZodType[],
  rest: z.ZodType,
  end: readonly z.ZodType[],
): z.ZodType {
  const convert =
    (convertItem: (schema: z.ZodType, item: any) => z.ZodSafeParseResult<any>) =>
    (items: any[], payload: z.core.ParsePayload) =>
      items.map((item, index) => {
        const fromEnd = items.length - index
        const schema = start[index] ?? (fromEnd <= end.length ? end[end.length - fromEnd]! : rest)
        const outcome = convertItem(schema, item)
        if (outcome.success) return outcome.data
        for (const issue of outcome.error.issues) {
          payload.issues.push({ ...issue, path: [index, ...issue.path] } as never)
        }
        return z.NEVER
      })
  const items = z.array(z.any()).min(start.length + end.length)
  return z.codec(items, z.array(z.any()), {
    decode: convert((schema, item) => schema.safeDecode(item)) as never,
    encode: convert((schema, item) => schema.safeEncode(item)) as never,
  })
}

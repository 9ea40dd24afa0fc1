import type { MethodCodec } from '../codec/index.js'
import { InvalidArguments } from '../errors/index.js'

export interface SentArguments {
  readonly args: readonly unknown[]
  readonly kwargs?: Record<string, unknown>
}

/**
 * Arguments as they travel: positional, without the `undefined` at their end. After an inner
 * `undefined` the others travel as keywords, so that the service's own default applies;
 * so do all from the first that Python takes by keyword alone.
 * @throws {InvalidArguments} when an argument cannot be written as JSON.
 */
export function sendArguments(codec: MethodCodec, given: readonly unknown[]): SentArguments {
  const args = trimmed(encode(codec, given))
  const gap = args.findIndex((arg, index) => arg === undefined || codec.params[index]?.keyword)
  if (gap < 0) return { args }
  const kwargs: Record<string, unknown> = {}
  for (let i = gap; i < args.length; i++) {
    if (args[i] === undefined) continue
    const param = codec.params[i]
    if (param === undefined || param.rest) refuseGap(codec, gap)
    kwargs[param.name] = args[i]
  }
  return { args: args.slice(0, gap), kwargs }
}

function encode(codec: MethodCodec, given: readonly unknown[]): readonly unknown[] {
  if (codec.encodeArgs === undefined) return given
  try {
    return codec.encodeArgs(given as never)
  } catch (cause) {
    throw new InvalidArguments(
      `the arguments of ${codec.name} are not of its types: ${(cause as Error).message}`,
    )
  }
}

function trimmed(args: readonly unknown[]): readonly unknown[] {
  let length = args.length
  while (length > 0 && args[length - 1] === undefined) length--
  return length === args.length ? args : args.slice(0, length)
}

function refuseGap(codec: MethodCodec, gap: number): never {
  const skipped = codec.params[gap]?.name ?? `argument ${gap + 1}`
  throw new InvalidArguments(
    `${codec.name}: "${skipped}" cannot be left out when items of a rest parameter follow`,
  )
}

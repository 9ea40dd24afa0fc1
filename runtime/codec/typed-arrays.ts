import { bigintForm } from './bigint.js'
import type { Form } from './form.js'

// Typed arrays travel as arrays of their numbers: `[1, -2.5]`. Like all numbers, they are finite.

export const int8ArrayForm: Form<Int8Array> = integersForm(Int8Array)
export const uint8ClampedArrayForm: Form<Uint8ClampedArray> = integersForm(Uint8ClampedArray)
export const int16ArrayForm: Form<Int16Array> = integersForm(Int16Array)
export const uint16ArrayForm: Form<Uint16Array> = integersForm(Uint16Array)
export const int32ArrayForm: Form<Int32Array> = integersForm(Int32Array)
export const uint32ArrayForm: Form<Uint32Array> = integersForm(Uint32Array)
export const float32ArrayForm: Form<Float32Array> = numbersForm(
  Float32Array,
  'of numbers',
  (json) => Number.isFinite(json) && Number.isFinite(Math.fround(json)),
)
export const float64ArrayForm: Form<Float64Array> = numbersForm(
  Float64Array,
  'of numbers',
  Number.isFinite,
)
export const bigInt64ArrayForm: Form<BigInt64Array> = bigintsForm(BigInt64Array, (item) =>
  BigInt.asIntN(64, item),
)
export const bigUint64ArrayForm: Form<BigUint64Array> = bigintsForm(BigUint64Array, (item) =>
  BigInt.asUintN(64, item),
)

type Numbers = Iterable<number> & { every(fits: (item: number) => boolean): boolean }

interface Kind<T> {
  new (items: any): T
  readonly name: string
}

function numbersForm<T extends Numbers>(
  kind: Kind<T>,
  items: string,
  accepts: (json: any) => boolean,
): Form<T> {
  return {
    expected: `an array ${items} (${kind.name})`,
    is: (value) => value instanceof kind && value.every(Number.isFinite),
    accepts: (json) => Array.isArray(json) && json.every(accepts),
    decode: (json) => new kind(json),
    encode: (value) => Array.from(value),
  }
}

/** What does not fit an integer's bits is changed when it is stored. */
function integersForm<T extends Numbers & { [index: number]: number }>(kind: Kind<T>): Form<T> {
  const probe = new kind(1)
  return numbersForm(kind, 'of integers that fit', (json) => {
    probe[0] = json
    return probe[0] === json
  })
}

/** Each item as a bigint travels. */
function bigintsForm<T extends Iterable<bigint>>(
  kind: Kind<T>,
  fitted: (item: bigint) => bigint,
): Form<T> {
  return {
    expected: `an array of integers that fit (${kind.name})`,
    is: (value) => value instanceof kind,
    accepts: (json) => Array.isArray(json) && json.every((item) => isItem(item, fitted)),
    decode: (json) => new kind(json.map(bigintForm.decode)),
    encode: (value) => Array.from(value, bigintForm.encode),
  }
}

function isItem(json: any, fitted: (item: bigint) => bigint): boolean {
  if (!bigintForm.accepts(json)) return false
  const item = bigintForm.decode(json)
  return fitted(item) === item
}

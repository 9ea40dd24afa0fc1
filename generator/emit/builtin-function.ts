import type { BuiltinName } from 'mycelia/contract'
import type { CodecScope } from './codec-scope.js'

/** What the form of a built-in type can be asked for: see `Form` of `mycelia/codec`. */
export type FormFunction = 'is' | 'accepts' | 'decode' | 'encode'

/** A function of a built-in type's form. That of a Date, the most frequent, has functions of its own. */
export function builtinFunction(name: BuiltinName, use: FormFunction, scope: CodecScope): string {
  return name === 'Date'
    ? scope.codec(`${use}Date`)
    : `${scope.codec(`${formName(name.replace('Temporal.', ''))}Form`)}.${use}`
}

/** `URL` as `url`, `RegExp` as `regExp`. */
function formName(name: string): string {
  return name.replace(/^(?:[A-Z]+(?![a-z])|[A-Z])/, (start) => start.toLowerCase())
}

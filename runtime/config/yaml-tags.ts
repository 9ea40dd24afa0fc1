import type { ScalarTag } from 'yaml'

const BINARY = /^[-+]?0b[01_]+$/
const OCTAL = /^[-+]?0[0-7_]+$/
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/
const HEXADECIMAL = /^[-+]?0x[0-9a-fA-F_]+$/

/**
 * What plain scalars mean to Python's YAML reader, which is YAML 1.1 without `y` and `n`. Two
 * departures: dates and times of day stay text, and `1e3` is a number, as it looks. Integers
 * beyond what a number holds exactly are bigint.
 */
export const scalarTags: ScalarTag[] = [
  scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
  scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar('int', BINARY, (text) => toInteger(text, '0b')),
  scalar('int', OCTAL, (text) => toInteger(text, '0o')),
  scalar('int', DECIMAL, (text) => toInteger(text, '')),
  scalar('int', HEXADECIMAL, (text) => toInteger(text, '0x')),
  scalar('float', /^[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?$/, toFloat),
  scalar('float', /^[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?$/, toFloat),
  scalar('float', /^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text[0] === '-' ? -Infinity : Infinity)),
  scalar('float', /^\.(?:nan|NaN|NAN)$/, () => Number.NaN),
]

/** Nameko's own: the text stays as it is until it is substituted. */
export const ENV_VAR = '!env_var'
export const RAW_ENV_VAR = '!raw_env_var'

export const substitutionTags: ScalarTag[] = [ENV_VAR, RAW_ENV_VAR].map((tag) => ({
  tag,
  resolve: (text) => text,
}))

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve }
}

function toInteger(text: string, prefix: string): number | bigint {
  const digits = text.replace(/^[-+]?(?:0[bx])?/, '').replaceAll('_', '')
  const magnitude = BigInt(prefix + (digits === '' ? '0' : digits))
  const value = text.startsWith('-') ? -magnitude : magnitude
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function toFloat(text: string): number {
  return Number(text.replaceAll('_', ''))
}

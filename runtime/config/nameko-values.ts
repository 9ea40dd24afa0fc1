import type { Config, ConfiguredLevel, LoginMethod } from './config.js'
import { parseDuration } from './duration.js'
import { parseSize } from './size.js'
import { expected, integer, oneOf, type Read } from './value-readers.js'

export const loginMethod: Read<LoginMethod> = oneOf('PLAIN', 'AMQPLAIN', 'EXTERNAL')

/** Seconds, which is AMQP's own unit; 0 is none. */
export function heartbeat(value: unknown): number {
  const seconds = typeof value === 'string' ? Math.ceil(parseDuration(value) / 1000) : value
  return integer(0, 65_535)(seconds)
}

export function size(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'string') return parseSize(value)
  throw expected('bytes, or text as 4MiB', value)
}

/** `[address:]port`, as in Nameko; an IPv6 address in brackets. */
export function webServer(value: unknown): Config['webServer'] {
  const [, ipv6, name, port] = /^(?:(?:\[([^\]]+)\]|([^:]*)):)?(\d{1,5})$/.exec(String(value)) ?? []
  if (port !== undefined && Number(port) <= 65_535) {
    return { host: ipv6 ?? (name || '0.0.0.0'), port: Number(port) }
  }
  throw expected('a port as 8000, or an address and a port as 127.0.0.1:8000', value)
}

const LEVELS: Readonly<Record<string, ConfiguredLevel>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
  FATAL: 'error',
}

/** The level of a Python logger. */
export function logLevel(value: unknown): ConfiguredLevel {
  const level = LEVELS[oneOf(...Object.keys(LEVELS))(value)]
  return level!
}

/** Whether a certificate is asked for: Python's `ssl.CERT_NONE` is 0. */
export function certificateIsVerified(value: unknown): boolean {
  if (value === 0 || value === 1 || value === 2) return value !== 0
  return oneOf('CERT_NONE', 'CERT_OPTIONAL', 'CERT_REQUIRED')(value) !== 'CERT_NONE'
}

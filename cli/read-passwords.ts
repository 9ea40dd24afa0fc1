import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandFailed } from './command-failed.js'

/** Bytes of a password that is made. */
const STRENGTH = 24

/**
 * Reads the passwords of users from a JSON file. Who is not in it yet gets one, and the file is
 * written, for its owner alone.
 */
export function readPasswords(path: string, users: readonly string[]): ReadonlyMap<string, string> {
  const file = resolve(path)
  const known = existsSync(file) ? parse(readFileSync(file, 'utf8'), path) : new Map()
  const missing = users.filter((user) => !known.has(user))
  for (const user of missing) known.set(user, randomBytes(STRENGTH).toString('base64url'))
  if (missing.length > 0) {
    const text = `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`
    try {
      writeFileSync(file, text, { mode: 0o600 })
    } catch (error) {
      throw new CommandFailed(`--passwords: cannot write ${path}: ${(error as Error).message}`)
    }
  }
  return known
}

function parse(text: string, path: string): Map<string, string> {
  const form = 'a JSON object of passwords by user, as {"orders_service":"..."}'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CommandFailed(`--passwords: ${path} is no JSON: write ${form}`)
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const isRight = entries.every(([, password]) => typeof password === 'string' && password !== '')
  if (isRight && !Array.isArray(value) && typeof value === 'object' && value !== null) {
    return new Map(entries)
  }
  throw new CommandFailed(`--passwords: ${path} is not ${form}`)
}

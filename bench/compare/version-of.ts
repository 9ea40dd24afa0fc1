import { readFileSync } from 'node:fs'
import { PACKAGES } from './contenders.js'

const OWN: Readonly<Record<string, string>> = {
  mycelia: '../../runtime/package.json',
  amqplib: '../../node_modules/amqplib/package.json',
}
const REQUIREMENTS = '../../test/interop/requirements-nameko-3.txt'
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The version of a kind of contender that takes part. */
export function versionOf(kind: string): string {
  if (OWN[kind] !== undefined) return JSON.parse(read(OWN[kind])).version
  const pinned = PACKAGES[kind]?.[0] ?? /^nameko==(.+)$/m.exec(read(REQUIREMENTS))![0]
  return /[@=]([^@=]+)$/.exec(pinned)![1]!
}

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A line of Nameko, installed with all that it needs. */
export interface Nameko {
  /** For the names of tests. */
  readonly name: string
  /** The interpreter that finds it. */
  readonly python: string
  /** Its command line. */
  readonly command: string
}

const ENVIRONMENTS = fileURLToPath(new URL('../../node_modules/.cache/interop/', import.meta.url))

/** What the interop tests run beside, one after the other. */
export const namekos: readonly Nameko[] = [
  environment('Nameko 2.14.1', 'nameko-2'),
  environment('Nameko 3.0.0rc11', 'nameko-3'),
]

function environment(name: string, folder: string): Nameko {
  const bin = `${ENVIRONMENTS}${folder}/bin/`
  if (!existsSync(bin)) throw new Error(`${name} is not installed: run \`npm run test:interop\``)
  return { name, python: `${bin}python`, command: `${bin}nameko` }
}

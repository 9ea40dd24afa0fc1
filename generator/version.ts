import { readFileSync } from 'node:fs'

/** The version of the tools: that of the package that this file is in. */
export const generatorVersion: string = findVersion(new URL('.', import.meta.url))

/** From source the package is one folder up, built it is two. */
function findVersion(folder: URL): string {
  for (const up of ['../', '../../']) {
    try {
      const { name, version } = JSON.parse(
        readFileSync(new URL(`${up}package.json`, folder), 'utf8'),
      )
      if (name === 'create-service') return version
    } catch {
      // No package.json here: look further up.
    }
  }
  throw new Error('create-service is not installed as a package: its package.json is missing')
}

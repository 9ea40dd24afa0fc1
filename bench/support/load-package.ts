import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads a package of the folder that a contender is installed in. It is not one of this checkout. */
export function loadPackage(folder: string, name: string): Promise<any> {
  return import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href)
}

import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPackages, type ProjectPackages } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

/** What a project gets from tools that came from a registry: they lie there without the runtime. */
export async function publishedPackages(scope: Scope): Promise<ProjectPackages> {
  const tools = temporaryFolder(scope)
  await copyFile(join(checkout, 'package.json'), join(tools, 'package.json'))
  return findPackages(tools)
}

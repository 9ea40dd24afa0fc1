import { compareWithFolder } from './compare-with-folder.js'
import { packageName, parseName } from './names.js'
import { commandsOf, type PackageManager } from './package-manager.js'
import type { Plan, ProjectFile } from './plan.js'
import { findPackages, type ProjectPackages } from './project-packages.js'
import { renderTemplate } from './render.js'

/** What a project is made from: each answer is asked for by one flag. */
export interface Answers {
  /** The service's name as it was written: `my-orders`, `MyOrdersService`. */
  readonly name: string
  /** Where the project goes, absolute. It need neither exist nor be empty. */
  readonly folder: string
  /** An npm scope for the package's name, with or without its `@`. */
  readonly scope?: string | undefined
  /** What installs and runs the project: README and lock file go by it. @default 'npm' */
  readonly packageManager?: PackageManager | undefined
  /** Whether files that differ are overwritten. @default false */
  readonly force?: boolean | undefined
}

/**
 * Says what a project consists of and what is there of it already. Writes nothing.
 *
 * @param packages Where the project's packages come from. @default what fits how this one came here
 * @throws ScaffoldError `InvalidName`, `InvalidAnswer`, `PackagesMissing` or `WriteFailed`
 */
export async function planProject(answers: Answers, packages?: ProjectPackages): Promise<Plan> {
  const { folder, scope, packageManager = 'npm', force = false } = answers
  const names = parseName(answers.name)
  const npmName = packageName(names, scope)
  const { versions, archives, lock } = packages ?? (await findPackages())
  const files: ProjectFile[] = await renderTemplate('service', {
    name: names.kebab,
    className: names.className,
    service: names.service,
    packageName: npmName,
    versions,
    ...commandsOf(packageManager),
  })
  files.push(...archives)
  if (lock !== undefined && packageManager === 'npm') {
    const manifest = files.find(({ path }) => path === 'package.json')
    const content = lock(JSON.parse(manifest!.content as string))
    files.push({ path: 'package-lock.json', content })
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return compareWithFolder(folder, files, force)
}

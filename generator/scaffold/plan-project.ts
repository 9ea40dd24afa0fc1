import { randomBytes } from 'node:crypto'
import { compareWithFolder } from './compare-with-folder.js'
import { dockerSteps } from './docker-steps.js'
import { packageName, parseName } from './names.js'
import { commandsOf, type PackageManager } from './package-manager.js'
import type { Plan, ProjectFile } from './plan.js'
import { loadPlop } from './plop.js'
import { findPackages, type ProjectPackages } from './project-packages.js'
import { renderTemplate } from './render.js'
import { ScaffoldError } from './scaffold-error.js'
import { scaffoldRecord } from './scaffold-record.js'
import { findTemplate, type TemplateName } from './templates.js'
import { toolsFolder } from './tools-folder.js'
import { findWorkspace, joinWorkspace, pinInRoot, refuseTakenName } from './workspace.js'

/** What a project is made from: each answer is asked for by one flag. */
export interface Answers {
  /** The service's name as it was written: `my-orders`, `MyOrdersService`. */
  readonly name: string
  /** Where the project goes, absolute. It need neither exist nor be empty. */
  readonly folder: string
  /** @default 'service' */
  readonly template?: TemplateName | undefined
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
  const { folder, scope, template = 'service', packageManager = 'npm', force = false } = answers
  const names = parseName(answers.name)
  const npmName = packageName(names, scope)
  const { describe, example } = findTemplate(template)
  const workspace = findWorkspace(folder, toolsFolder())
  if (workspace !== undefined) refuseTakenName(workspace, folder, npmName)

  // Packing is another process: plop is loaded meanwhile.
  const [{ version, versions, archives, lock }] = await Promise.all([
    packages ?? findPackages(),
    loadPlop(),
  ])
  const isPinned = archives.length > 0 && packageManager !== 'npm'
  const hasLock = lock !== undefined && packageManager === 'npm' && workspace === undefined
  const values = {
    name: names.kebab,
    className: names.className,
    service: names.service,
    packageName: npmName,
    description: describe(names),
    example: example(names),
    // The tools ask for the runtime by its version, which no registry knows: npm's lock file answers that.
    pinned: isPinned && workspace === undefined,
    password: randomBytes(16).toString('hex'),
    versions,
    ...commandsOf(packageManager),
    docker: dockerSteps(packageManager, {
      isMember: workspace !== undefined,
      hasArchives: archives.length > 0,
    }),
  }
  const rendered = (
    await Promise.all([renderTemplate('project', values), renderTemplate(template, values)])
  ).flat()
  refuseTwins(rendered, names.kebab, template)
  const files = rendered
    // In a workspace it is the root's to say how packages are laid out.
    .filter(({ path }) => path !== '.yarnrc.yml' || (packageManager === 'yarn' && !workspace))
    .map((file): ProjectFile => (file.path === '.env' ? { ...file, ...SECRET } : file))
  files.push(scaffoldRecord(version, { name: names.kebab, template, scope, packageManager }, files))
  files.push(...archives)
  if (hasLock) {
    const manifest = files.find(({ path }) => path === 'package.json')
    files.push({
      path: 'package-lock.json',
      content: lock(JSON.parse(manifest!.content as string)),
    })
  }
  const { file, advice } = workspace === undefined ? {} : joinWorkspace(workspace, folder)
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  if (file !== undefined) files.push(file)
  const plan = await compareWithFolder(folder, files, force)
  const pin =
    isPinned && workspace !== undefined ? [pinInRoot(workspace, folder, versions.mycelia)] : []
  return { ...plan, advice: [...(advice === undefined ? [] : [advice]), ...pin] }
}

const SECRET = { kind: 'secret', mode: 0o600 } as const

/** A template brings services of its own, and one of them may have the name that was chosen. */
function refuseTwins(files: readonly ProjectFile[], name: string, template: string): void {
  const paths = files.map(({ path }) => path)
  if (new Set(paths).size === paths.length) return
  throw new ScaffoldError(
    'InvalidName',
    `The name "${name}" is taken: the template ${template} has a service of that name; write another one, such as \`my-${name}\`.`,
  )
}

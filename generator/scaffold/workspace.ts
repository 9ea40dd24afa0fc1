import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { ProjectFile } from './plan.js'
import { ScaffoldError } from './scaffold-error.js'
import { listedPackages, withPackage } from './workspace-manifest.js'

/** Several packages that one installation serves. */
export interface Workspace {
  /** Absolute. */
  readonly root: string
  /** The file that names its members, from its root. */
  readonly manifest: string
  /** Which folders are members, as globs. */
  readonly globs: readonly string[]
}

/**
 * The workspace that a folder lies in.
 * @param folder Absolute; it need not exist.
 * @param except A folder that is none, whatever its files say: the checkout of the tools themselves.
 */
export function findWorkspace(folder: string, except?: string): Workspace | undefined {
  const root = dirname(folder)
  if (root === folder) return undefined
  if (root !== except) {
    for (const manifest of ['pnpm-workspace.yaml', 'package.json']) {
      const globs = listedPackages(manifest, readText(join(root, manifest)) ?? '')
      if (globs !== undefined) return { root, manifest, globs }
    }
  }
  return findWorkspace(root, except)
}

/**
 * What makes a folder a member: nothing, where a glob covers it; a manifest with an addition; or, of a
 * manifest that is written too freely for that, the line to add.
 */
export function joinWorkspace(
  { root, manifest, globs }: Workspace,
  folder: string,
): { readonly file?: ProjectFile; readonly advice?: string } {
  const member = slashed(relative(root, folder))
  if (covers(globs, member)) return {}
  const path = slashed(relative(folder, join(root, manifest)))
  const content = withPackage(manifest, readText(join(root, manifest)) ?? '', member)
  if (content !== undefined) return { file: { path, content, kind: 'amended' } }
  return { advice: `add "${member}" to the packages in ${join(root, manifest)}` }
}

/**
 * What the root has to say about a package that comes along as an archive: members cannot.
 * @param specifier From the member's folder: `file:vendor/mycelia-0.1.0-1a2b3c4d.tgz`.
 */
export function pinInRoot({ root }: Workspace, folder: string, specifier: string): string {
  const path = `${slashed(relative(root, folder))}/${specifier.replace(/^file:/, '')}`
  return `add "resolutions": { "mycelia": "file:${path}" } to ${join(root, 'package.json')}`
}

/** @throws ScaffoldError `InvalidName` when another member has this name */
export function refuseTakenName(workspace: Workspace, folder: string, packageName: string): void {
  const own = slashed(relative(workspace.root, folder))
  for (const member of membersOf(workspace)) {
    if (member === own || nameOf(join(workspace.root, member)) !== packageName) continue
    const advice = packageName.startsWith('@') ? '' : ', or a scope, such as `--scope @acme`'
    throw new ScaffoldError(
      'InvalidName',
      `The name "${packageName}" is taken in this workspace, by ${member}: write another one${advice}.`,
    )
  }
}

/** Folders deeper than this are no members, whatever a glob of two asterisks says. */
const MOST_FOLDERS = 5

function membersOf({ root, globs }: Workspace): string[] {
  const visit = (folder: string, depth: number): string[] =>
    subfolders(join(root, folder)).flatMap((name) => {
      const path = folder === '' ? name : `${folder}/${name}`
      const below = depth < MOST_FOLDERS ? visit(path, depth + 1) : []
      return covers(globs, path) ? [path, ...below] : below
    })
  return visit('', 1)
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|^(?:node_modules|dist)$/.test(entry.name))
    .map(({ name }) => name)
}

function nameOf(folder: string): unknown {
  try {
    return JSON.parse(readText(join(folder, 'package.json')) ?? '{}').name
  } catch {
    return undefined
  }
}

/** Whether a folder is a member: the last glob that fits decides, `!` before it says no. */
function covers(globs: readonly string[], folder: string): boolean {
  const last = globs.findLast((glob) => matches(glob.replace(/^!/, ''), folder))
  return last !== undefined && !last.startsWith('!')
}

function matches(glob: string, folder: string): boolean {
  const pattern = glob
    .replace(/^\.\//, '')
    .replace(/\/+$/, '')
    .split(/(\*\*\/?|\*)/)
    .map((part) => {
      if (part.startsWith('**')) return '.*'
      if (part === '*') return '[^/]*'
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${pattern}$`).test(folder)
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

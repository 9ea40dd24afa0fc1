import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { checkout } from './checkout.js'

/** Gives a project the packages and commands of this checkout: as if installed, in no time. */
export async function linkPackages(project: string): Promise<void> {
  const packages = join(project, 'node_modules')
  const commands = join(packages, '.bin')
  await mkdir(commands, { recursive: true })
  const link = (target: string, path: string): Promise<void> => symlink(target, path, 'junction')
  const installed = await readdir(join(checkout, 'node_modules'))
  await Promise.all([
    ...installed
      .filter((name) => !name.startsWith('.'))
      .map((name) => link(join(checkout, 'node_modules', name), join(packages, name))),
    link(checkout, join(packages, 'create-service')),
    ...['tsc', 'tsx'].map((name) =>
      link(join(checkout, 'node_modules', '.bin', name), join(commands, name)),
    ),
    ...['create-service', 'mycelia'].map((name) =>
      link(join(checkout, 'bin', `${name}.js`), join(commands, name)),
    ),
  ])
}

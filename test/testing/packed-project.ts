import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from '../../generator/generate.js'
import { makeProject, type TestProject } from '../support/project.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MODULES = join(ROOT, 'node_modules')

/** What the runtime's package depends on finds its way there by these. */
const LINKED = readdirSync(MODULES).filter((name) => !name.startsWith('.') && name !== 'mycelia')

/**
 * A generated project that has the runtime as it is published: packed, and unpacked again.
 * @param linked Where its other packages lie, by name. @default those of this checkout
 */
export async function makePackedProject(
  files: Readonly<Record<string, string>>,
  linked: Readonly<Record<string, string>> = {},
): Promise<TestProject> {
  const project = makeProject(files)
  const { problems } = await generate({ projectFolder: project.folder })
  assert.deepEqual(problems, [])
  const modules = join(project.folder, 'node_modules')
  unpackRuntime(modules)
  for (const name of LINKED) symlinkSync(join(MODULES, name), join(modules, name))
  for (const [name, folder] of Object.entries(linked)) symlinkSync(folder, join(modules, name))
  return project
}

function unpackRuntime(modules: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'mycelia-packed-'))
  try {
    const args = ['pack', '--ignore-scripts', '--pack-destination', folder, join(ROOT, 'runtime')]
    execFileSync('npm', args, { stdio: 'pipe' })
    const [archive] = readdirSync(folder)
    execFileSync('tar', ['-xzf', join(folder, archive!), '-C', folder])
    rmSync(join(modules, 'mycelia'))
    execFileSync('mv', [join(folder, 'package'), join(modules, 'mycelia')])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

import assert from 'node:assert/strict'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { runProcess } from './run-process.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

/** What an image would be: the files of its last stage, and how it starts. */
export interface Image {
  /** Where its root lies on this machine. */
  readonly root: string
  readonly folder: string
  readonly user: string | undefined
  readonly command: readonly string[]
  /** The images that its stages begin from. */
  readonly bases: readonly string[]
}

/**
 * Carries out a Dockerfile without Docker: each stage is a folder, `RUN` a shell in it. It knows the
 * instructions that templates use, and refuses all others.
 * @param context The project's folder.
 */
export async function performDockerfile(
  scope: Scope,
  context: string,
  env: Readonly<Record<string, string>>,
): Promise<Image> {
  const ignored = (await readFile(join(context, '.dockerignore'), 'utf8')).split('\n')
  const stages = new Map<string, string>()
  const bases: string[] = []
  let [root, folder, user, command] = ['', '/', undefined as string | undefined, [] as string[]]
  for (const line of (await readFile(join(context, 'Dockerfile'), 'utf8')).split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, instruction, rest] = /^(\w+) (.*)$/.exec(line)!
    const words = rest!.split(' ')
    const inside = (path: string): string =>
      join(root, path.startsWith('/') ? path : join(folder, path))
    if (instruction === 'FROM') {
      root = temporaryFolder(scope)
      ;[folder, user] = ['/', undefined]
      bases.push(words[0]!)
      if (words[1] === 'AS') stages.set(words[2]!, root)
    } else if (instruction === 'WORKDIR') {
      folder = rest!
      await mkdir(inside('.'), { recursive: true })
    } else if (instruction === 'COPY') {
      const from = words[0]!.startsWith('--from=') ? words.shift()!.slice(7) : undefined
      const source = from === undefined ? context : stages.get(from)!
      const target = words.pop()!
      for (const path of words) {
        const isIgnored = (file: string): boolean =>
          from === undefined &&
          ignored.some((name) => name !== '' && relative(source, file).split('/')[0] === name)
        const into = target.endsWith('/') ? join(target, basename(path)) : target
        await cp(join(source, path), inside(into), {
          recursive: true,
          filter: (file) => !isIgnored(file),
        })
      }
    } else if (instruction === 'RUN') {
      const { code, stdout, stderr } = await runProcess('sh', ['-ec', rest!], inside('.'), env)
      assert.equal(code, 0, `RUN ${rest}\n${stdout}${stderr}`)
    } else if (instruction === 'USER') {
      user = rest!
    } else if (instruction === 'CMD') {
      command = JSON.parse(rest!)
    } else {
      assert.ok(['ENV', 'STOPSIGNAL'].includes(instruction!), line)
    }
  }
  return { root, folder, user, command, bases }
}

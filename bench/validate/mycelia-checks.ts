import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transform } from 'esbuild'
import type { MethodCodec } from 'mycelia/codec'
import { runCommand } from '../../test/support/command.js'
import { makeProject } from '../../test/support/project.js'
import { TYPES } from './types.js'

const SERVICE = `import { rpc, service } from 'mycelia'

${TYPES}
@service('checks')
export class Checks {
  @rpc contact(): Contact { throw new Error() }
  @rpc order(): Order { throw new Error() }
  @rpc step(): Step { throw new Error() }
  @rpc contacts(): Contact[] { throw new Error() }
}
`

/** The generated codecs of a method for each case, on the runtime as it ships. */
export async function myceliaCodecs(): Promise<readonly MethodCodec[]> {
  using project = makeProject({ 'src/checks.service.ts': SERVICE })
  const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
  if (code !== 0) throw new Error(stderr)
  const source = readFileSync(join(project.folder, 'src/generated/checks.codecs.ts'), 'utf8')
  const file = join(project.folder, 'checks.codecs.js')
  const { code: text } = await transform(source, { loader: 'ts' })
  writeFileSync(file, text)
  const codecs = await import(pathToFileURL(file).href)
  rmSync(file)
  const { contactMethod, orderMethod, stepMethod, contactsMethod } = codecs
  return [contactMethod, orderMethod, stepMethod, contactsMethod]
}

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from 'mycelia'
import { type Environment, type LoadedConfig, loadConfig } from 'mycelia/config'

/** Loads a text as the config.yaml of a folder of its own; without one there is no file. */
export async function loadText(
  text: string | Uint8Array | undefined,
  { env = {}, broker }: { readonly env?: Environment; readonly broker?: string } = {},
): Promise<LoadedConfig> {
  const cwd = await mkdtemp(join(tmpdir(), 'mycelia-config-'))
  try {
    if (text !== undefined) await writeFile(join(cwd, 'config.yaml'), text)
    return await loadConfig({ cwd, env, broker })
  } finally {
    await rm(cwd, { recursive: true })
  }
}

/** The lines of the error with which loading a text fails. */
export async function problemsOf(...args: Parameters<typeof loadText>): Promise<string[]> {
  const error = await loadText(...args).then(
    () => assert.fail('it was loaded'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ConfigError, String(error))
  return error.message.split('\n')
}

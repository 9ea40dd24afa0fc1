import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type OpenApiInfo, openApiDocument } from '../generator/openapi/index.js'
import { readContracts } from '../generator/read-contracts.js'
import { CommandFailed } from './command-failed.js'
import { generateQuietly } from './generate-project.js'

/** Prints an OpenAPI document of a project, or writes it. */
export async function printOpenApi(
  projectFolder: string,
  files: readonly string[],
  out: string | undefined,
): Promise<void> {
  await generateQuietly(projectFolder, files)
  const document = openApiDocument(readContracts(projectFolder), infoOf(projectFolder))
  const text = `${JSON.stringify(document, null, 2)}\n`
  if (out === undefined) return void process.stdout.write(text)
  try {
    writeFileSync(resolve(projectFolder, out), text)
  } catch (error) {
    throw new CommandFailed(`cannot write ${out}: ${(error as Error).message}`)
  }
}

function infoOf(projectFolder: string): OpenApiInfo {
  const path = resolve(projectFolder, 'package.json')
  const manifest: Record<string, unknown> = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : {}
  const { name, version, description } = manifest
  return {
    title: typeof name === 'string' ? name : 'services',
    version: typeof version === 'string' ? version : '0.0.0',
    ...(typeof description === 'string' && { description }),
  }
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConfigError } from '../errors/index.js'
import type { LoadedConfig } from './config.js'
import { readConfig } from './read-config.js'
import { readYaml, type YamlDocument } from './read-yaml.js'
import type { Environment } from './substitute.js'

export interface LoadOptions {
  /** The configuration file, which then must exist. @default `config.yaml`, if there is one */
  readonly file?: string | undefined
  /** The keys themselves: no file and no environment is read. @default those of the file */
  readonly values?: Readonly<Record<string, unknown>> | undefined
  /** The broker's address: it wins over all others. */
  readonly broker?: string | undefined
  /** @default process.env */
  readonly env?: Environment | undefined
  /** What relative paths start at. @default the working directory */
  readonly cwd?: string | undefined
}

const DEFAULT_FILE = 'config.yaml'

/** More than any configuration needs, and soon read. */
const MAX_BYTES = 1024 ** 2

/**
 * Loads the configuration: from the file, over which stand the environment's `AMQP_URI`, unless
 * empty, and then `broker`. Files are written as for Nameko: see {@link readYaml}.
 *
 * @throws {ConfigError} with every problem, a line each: where it is, which key, what to write.
 */
export async function loadConfig(options: LoadOptions = {}): Promise<LoadedConfig> {
  const { values, broker } = options
  const env = options.env ?? (values === undefined ? process.env : {})
  const file = options.file ?? DEFAULT_FILE
  const yaml = values === undefined ? await readDocument(options, file, env) : undefined
  const override = findOverride(broker, env)
  return readConfig({
    document: {
      ...values,
      ...yaml?.value,
      ...(override !== undefined && { AMQP_URI: override.uri }),
    },
    describe: (path) => {
      if (override !== undefined && path[0] === 'AMQP_URI') return override.name
      return [yaml?.locate(path), path.join('.')].filter(Boolean).join(': ')
    },
    locateKey: (key) => yaml?.locateKey(key) ?? file,
  })
}

/** The address that wins over the file's, and what messages call it. */
function findOverride(
  broker: string | undefined,
  env: Environment,
): { readonly uri: string; readonly name: string } | undefined {
  if (broker !== undefined) return { uri: broker, name: "the broker's address" }
  return env.AMQP_URI ? { uri: env.AMQP_URI, name: "the environment's AMQP_URI" } : undefined
}

async function readDocument(
  { file: given, cwd = process.cwd() }: LoadOptions,
  file: string,
  env: Environment,
): Promise<YamlDocument | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(resolve(cwd, file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && given === undefined) return undefined
    throw new ConfigError(`${file}: ${REASONS.get(code) ?? `cannot be read (${code})`}`)
  }
  if (bytes.length > MAX_BYTES) throw new ConfigError(`${file}: is larger than 1 MiB`)
  return await readYaml(decode(bytes, file), file, env)
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'cannot be read: check its permissions'],
  ['EISDIR', 'is a folder, not a file'],
])

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ConfigError(`${file}: is not in UTF-8: save it in that encoding`)
  }
}

import {
  type Cluster,
  connect,
  MethodNotFound,
  ServiceError,
  stderrLogger,
  UnknownService,
} from 'mycelia'
import { type LoadedConfig, loadConfig } from 'mycelia/config'
import { CommandFailed } from './command-failed.js'
import { describeError } from './describe-error.js'
import { printWarnings } from './print-warnings.js'
import { projectSerializers } from './project-serializers.js'
import { Directory } from './shell/directory.js'
import { explainFailure } from './shell/explain-failure.js'
import { tellAttempts } from './tell-attempts.js'

export interface CallFlags {
  readonly kwargs?: string
  readonly timeout?: string
  readonly config?: string
  readonly broker?: string
}

export interface Call {
  readonly service: string
  readonly method: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
}

/** Makes one call and prints its result. */
export async function callOnce(call: Call, flags: CallFlags): Promise<void> {
  const config = await loadConfig({ file: flags.config, broker: flags.broker })
  printWarnings(config)
  await using cluster = await connect({
    config,
    serializers: await projectSerializers(config, process.cwd()),
    log: stderrLogger('error'),
    onEvent: tellAttempts(),
  })
  const { service, method, args, kwargs } = call
  const options = {
    ...(kwargs !== undefined && { kwargs }),
    ...(flags.timeout !== undefined && { timeout: flags.timeout }),
  }
  try {
    const result = await cluster.rpc[service]![method]!.with(options)(...args)
    process.stdout.write(`${safeJson(result ?? null)}\n`)
  } catch (error) {
    if (error instanceof ServiceError)
      throw new CommandFailed((await explain(error, cluster, config)).join('\n       '))
    throw error
  }
}

async function explain(
  error: ServiceError,
  cluster: Cluster,
  config: LoadedConfig,
): Promise<readonly string[]> {
  const isName = error instanceof UnknownService || error instanceof MethodNotFound
  if (!isName || !config.introspection) return describeError(error)
  return explainFailure(error, await new Directory(cluster, true).services())
}

/** JSON leaves some control characters as they are, which a terminal might obey. */
function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[\u007f-\u009f]|\p{Bidi_Control}/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

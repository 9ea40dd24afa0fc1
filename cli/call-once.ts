import { connect, ServiceError } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { printWarnings } from './print-warnings.js'
import { CommandFailed } from './run-program.js'

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
  await using cluster = await connect({ config })
  const { service, method, args, kwargs } = call
  const options = {
    ...(kwargs !== undefined && { kwargs }),
    ...(flags.timeout !== undefined && { timeout: flags.timeout }),
  }
  try {
    const result = await cluster.rpc[service]![method]!.with(options)(...args)
    process.stdout.write(`${JSON.stringify(result ?? null, null, 2)}\n`)
  } catch (error) {
    if (error instanceof ServiceError) throw new CommandFailed(describe(error))
    throw error
  }
}

const ADVICE = {
  safe: 'the work was not done: you may call again',
  never: 'calling again would fail again',
  unknown: 'the work may have been done: call again only where that does no harm',
} as const

function describe(error: ServiceError): string {
  return `${error.code}: ${error.message}\n       ${ADVICE[error.retry]}; see docs/errors.md`
}

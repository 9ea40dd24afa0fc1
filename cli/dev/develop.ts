import { resolve } from 'node:path'
import { watch } from 'chokidar'
import { loadConfig } from 'mycelia/config'
import { stopSignals, untilAborted } from 'mycelia/program'
import type { GenerateResult } from '../../generator/generate.js'
import { watchProject } from '../../generator/watch.js'
import { CommandFailed } from '../command-failed.js'
import { describeProblems } from '../generate-project.js'
import { printWarnings } from '../print-warnings.js'
import { refuseMissing } from '../run-services.js'
import { DevBroker } from './dev-broker.js'
import { DevBuild } from './dev-build.js'
import { ServicesHost } from './services-host.js'

export interface DevFlags {
  readonly config?: string
  readonly broker?: string
}

const DEFAULT_CONFIG = 'config.yaml'

/** Serves the services of a project, and serves them anew at every change, until it is stopped. */
export async function develop(
  projectFolder: string,
  files: readonly string[],
  flags: DevFlags,
): Promise<void> {
  refuseMissing(projectFolder, files)
  const config = await loadConfig({ file: flags.config, broker: flags.broker })
  printWarnings(config)
  const stop = stopSignals()
  const [address] = config.brokers
  const broker = new DevBroker(address!, () => {
    process.stderr.write('no broker answered: this runs one for development, which keeps nothing\n')
  })
  const build = new DevBuild(projectFolder)
  let names = ''
  let url: string | undefined
  const host = new ServicesHost({
    projectFolder,
    config: flags.config,
    broker: flags.broker,
    onServing: (services, http, again) => {
      names = services.join(', ')
      process.stdout.write(`${again ? 'serving again' : 'serving'}: ${names}\n`)
      // The address is told once, and again when it has changed.
      if (http !== undefined && http !== url) process.stdout.write(`Listening on ${http}\n`)
      url = http
    },
    onFailed: (message) => tellError({ message }),
    onNoBroker: () => void ensureBroker(),
  })
  const ensureBroker = () => broker.ensure().catch(tellError)

  let built: string | undefined
  const serve = async (result: GenerateResult) => {
    const problems = await describeProblems(result)
    if (problems !== '') return void process.stderr.write(problems)
    try {
      const fresh = await build.build()
      if (fresh === undefined) return
      built = fresh
      host.serve(fresh)
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      tellError(error)
    }
  }

  await ensureBroker()
  const stopWatching = await watchProject({ projectFolder, files }, serve, tellError)
  const configFile = watch(resolve(projectFolder, flags.config ?? DEFAULT_CONFIG), {
    ignoreInitial: true,
  })
  configFile.on('all', () => {
    if (built !== undefined) host.serve(built)
  })

  await untilAborted(stop)
  process.stdout.write(names === '' ? 'stopping\n' : `stopping services: ${names}\n`)
  await Promise.all([stopWatching(), configFile.close(), host.close()])
  await Promise.all([build.close(), broker.close()])
}

/** This goes on: what is wrong can be mended while it does. */
function tellError({ message }: { readonly message: string }): void {
  process.stderr.write(`error: ${message}\n`)
}

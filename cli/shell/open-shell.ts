import { connect, stderrLogger } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { generatorVersion } from '../../generator/version.js'
import { printWarnings } from '../print-warnings.js'
import { projectSerializers } from '../project-serializers.js'
import { tellAttempts } from '../tell-attempts.js'
import { Shell } from './shell.js'

export interface ShellFlags {
  readonly config?: string
  readonly broker?: string
}

/** Opens a shell: for a person at a terminal, or for lines that come through a pipe. */
export async function openShell(flags: ShellFlags): Promise<void> {
  const config = await loadConfig({ file: flags.config, broker: flags.broker })
  printWarnings(config)
  const log = stderrLogger('error')
  const cluster = await connect({
    config,
    serializers: await projectSerializers(config, process.cwd()),
    log,
    onEvent: tellAttempts(),
  })
  const onStray = (lines: readonly string[]) => void process.stderr.write(`${lines.join('\n  ')}\n`)
  await using shell = new Shell({ cluster, config, onStray })
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const { runTerminal } = await import('./terminal.js')
    await runTerminal(shell, banner(cluster.address))
  } else {
    const { runPiped } = await import('./piped.js')
    await runPiped(shell)
  }
}

function banner(address: string): string {
  return [
    `Mycelia ${generatorVersion} shell, Node ${process.versions.node}`,
    `Broker: ${address}`,
    'n.rpc.<service>.<method>(...) calls; .help says more, ^D leaves.',
  ].join('\n')
}

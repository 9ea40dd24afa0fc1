import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a whole process took. */
export interface Cost {
  readonly milliseconds: number
  /** The most memory that it held at a time, in MiB. */
  readonly megabytes: number
}

const reporter = fileURLToPath(new URL('./report-memory.cjs', import.meta.url))

/** Runs a Node program to its end. @throws when it fails. */
export function runMeasured(args: readonly string[], cwd: string): Cost {
  const begin = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', reporter, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const milliseconds = performance.now() - begin
  const kilobytes = /^peak memory (\d+)$/m.exec(stderr)?.[1]
  if (status !== 0 || kilobytes === undefined) {
    throw new Error(`${args.join(' ')} failed: ${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`)
  }
  return { milliseconds, megabytes: Number(kilobytes) / 1024 }
}

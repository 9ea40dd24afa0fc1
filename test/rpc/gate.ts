import { gates, runs } from '../probe/src/probe.service.js'

/** Holds calls of `ProbeService.wait` until the test lets them go. */
export interface Gate {
  readonly name: string
  /** Resolves when so many calls have come in. */
  entered(calls: number): Promise<void>
  open(): void
  /** Calls that have come in so far. */
  runs(): number
}

let count = 0

export function makeGate(): Gate {
  const name = `gate-${++count}`
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const waiting: { readonly calls: number; readonly resolve: () => void }[] = []
  const tell = () => {
    for (const { calls, resolve } of waiting) if (countRuns() >= calls) resolve()
  }
  const countRuns = () => runs.get(name) ?? 0
  gates.set(name, { entered: tell, opened })
  return {
    name,
    runs: countRuns,
    open,
    entered: (calls) =>
      new Promise((resolve) => {
        waiting.push({ calls, resolve })
        tell()
      }),
  }
}

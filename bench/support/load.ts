/** What one round of calls took. */
export interface Load {
  readonly callsPerSecond: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
}

type Call = () => Promise<unknown>

/** Makes `total` calls, `inFlight` at a time, and measures each. */
export function measureLoad(call: Call, total: number, inFlight: number): Promise<Load> {
  let left = total
  return measureWhile(call, inFlight, () => left-- > 0)
}

/** Makes calls for so many milliseconds, `inFlight` at a time, and measures each. */
export function measureFor(call: Call, milliseconds: number, inFlight: number): Promise<Load> {
  const end = performance.now() + milliseconds
  return measureWhile(call, inFlight, () => performance.now() < end)
}

async function measureWhile(call: Call, inFlight: number, goOn: () => boolean): Promise<Load> {
  const times: number[] = []
  const lane = async () => {
    while (goOn()) {
      const begin = process.hrtime.bigint()
      await call()
      times.push(Number(process.hrtime.bigint() - begin) / 1000)
    }
  }
  const begin = process.hrtime.bigint()
  await Promise.all(Array.from({ length: inFlight }, lane))
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  return { callsPerSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) }
}

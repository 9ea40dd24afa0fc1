/** What one round of calls took. */
export interface Load {
  readonly callsPerSecond: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
}

/** Makes `total` calls, `inFlight` at a time, and measures each. */
export async function measureLoad(
  call: () => Promise<unknown>,
  total: number,
  inFlight: number,
): Promise<Load> {
  const times: number[] = []
  let left = total
  const lane = async () => {
    while (left-- > 0) {
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

import type { Started } from '../token/index.js'

/** Stops a token, and kills it when that takes longer than it may. @returns whether it was in time. */
export async function stopToken(started: Started<unknown>): Promise<boolean> {
  const { stopTimeout } = started
  const stopped = Promise.resolve(started.stop?.()).then(() => true)
  if (stopTimeout === undefined) return stopped
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, stopTimeout, false)
  })
  try {
    const inTime = await Promise.race([stopped, late])
    if (inTime) return true
    // Nobody waits for it any more.
    stopped.catch(() => {})
    await started.kill?.()
    return false
  } finally {
    clearTimeout(timer)
  }
}

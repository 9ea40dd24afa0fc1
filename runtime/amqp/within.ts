/** Waits until a promise is settled, no longer than so many milliseconds. Never rejects. */
export async function within(limit: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit)
  })
  await Promise.race([promise.catch(() => {}), late])
  clearTimeout(timer)
}

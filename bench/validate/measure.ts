export type Check = (value: any) => boolean

/** How many values there are of each case, so that none is known by heart. */
export const VALUES = 64

/**
 * Nanoseconds that a check takes. The clock is read once in a round that takes so long: reading it
 * costs more than a small check. Each side imports this file as a module of its own: a loop that has
 * seen several checks inlines none, and calling takes longer than checking.
 */
export function measure(check: Check, values: readonly unknown[], milliseconds: number): number {
  for (let passes = 1; ; passes *= 2) {
    const begin = performance.now()
    for (let pass = 0; pass < passes; pass++) {
      for (const value of values) if (!check(value)) throw new Error('refused')
    }
    const spent = performance.now() - begin
    if (spent >= milliseconds) return (spent * 1e6) / (passes * values.length)
  }
}

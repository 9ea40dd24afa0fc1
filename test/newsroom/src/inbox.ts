/** A call of a handler, as tests see it. */
export interface Arrival {
  readonly payload: any
  /** Of the instance that was called, if it has been given one. */
  readonly instance: string | undefined
  readonly stack: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

const arrivals = new Map<string, Arrival[]>()
const behaviours = new Map<string, (payload: any) => unknown>()
let tell: () => void = () => {}

/** What a handler does: notes that it was called, and then what the test wants. */
export async function arrive(method: string, arrival: Arrival): Promise<void> {
  arrivalsAt(method).push(arrival)
  tell()
  await behaviours.get(method)?.(arrival.payload)
}

/** The calls of a method so far. */
export function arrivalsAt(method: string): Arrival[] {
  const known = arrivals.get(method) ?? []
  arrivals.set(method, known)
  return known
}

/** Waits until a method has been called so often. */
export async function arrived(method: string, count: number): Promise<readonly Arrival[]> {
  while (arrivalsAt(method).length < count) {
    await new Promise<void>((resolve) => {
      const before = tell
      tell = () => {
        before()
        resolve()
      }
    })
  }
  return arrivalsAt(method)
}

/** Lets a method do something more when it is called. */
export function behave(method: string, behaviour: (payload: any) => unknown): void {
  behaviours.set(method, behaviour)
}

export function emptyInbox(): void {
  arrivals.clear()
  behaviours.clear()
  tell = () => {}
}

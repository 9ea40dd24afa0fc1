/** What a process says of its health when it is asked. */
export interface HealthAnswer {
  readonly ready: boolean
  /** For people: `ready`, or why not. */
  readonly text: string
}

/** Milliseconds that it may take: probes of Docker have a limit of their own. */
const LIMIT = 5_000

/** More than any answer takes. */
const MOST_CHARACTERS = 1_000

/** Asks the process that answers at a `health_address` of this machine whether it is ready. */
export async function askHealth(address: {
  readonly host: string
  readonly port: number
}): Promise<HealthAnswer> {
  const host = ANY.get(address.host) ?? address.host
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/readyz`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT) })
    const text = (await response.text()).slice(0, MOST_CHARACTERS)
    if (response.ok) return { ready: true, text: 'ready' }
    return { ready: false, text: `not ready: ${reasonsOf(text)}` }
  } catch (error) {
    const { cause, message } = error as Error
    const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? message
    return { ready: false, text: `nobody answers at ${url} (${why})` }
  }
}

/** Addresses to listen on that nobody can be asked at. */
const ANY: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
])

function reasonsOf(text: string): string {
  try {
    const { reasons } = JSON.parse(text) as { readonly reasons: readonly string[] }
    return reasons.join(', ')
  } catch {
    return 'the answer is not that of a service of Mycelia'
  }
}

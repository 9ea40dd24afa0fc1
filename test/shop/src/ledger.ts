import { type ProviderOptions, provider, type Token } from 'mycelia'

type Hooks = Partial<ProviderOptions<string, string, string>>

/** What a test has the providers do, and what they did. */
export const ledger: {
  readonly book: string[]
  Ledger: Hooks
  Audit: Hooks
  /** Called when a call hangs. */
  onHang?: () => void
} = {
  book: [],
  Ledger: {},
  Audit: {},
}

/** Notes what it is told, then does what the test wants. */
function noting(name: 'Ledger' | 'Audit', stopTimeout: number): Token<string> {
  const note = (step: string) => void ledger.book.push(`${name}: ${step}`)
  return provider<string, string, string>({
    name,
    stopTimeout,
    async start(scope) {
      note('start')
      return (await ledger[name].start?.(scope)) ?? 'opened'
    },
    async workerSetup(started, context) {
      note(`setup ${started}`)
      return (await ledger[name].workerSetup?.(started, context)) ?? 'held'
    },
    get(held) {
      note(`get ${held}`)
      return `${name} ${held}`
    },
    async workerResult(held, outcome, context) {
      const how = outcome.failed ? outcome.error : JSON.stringify(outcome.result)
      note(`result ${held} ${how}`)
      await ledger[name].workerResult?.(held, outcome, context)
    },
    async workerTeardown(held, context) {
      note(`teardown ${held}`)
      await ledger[name].workerTeardown?.(held, context)
    },
    stop(started) {
      note(`stop ${started}`)
      return ledger[name].stop?.(started)
    },
    kill(started) {
      note(`kill ${started}`)
      return ledger[name].kill?.(started)
    },
  })
}

export const Ledger: Token<string> = noting('Ledger', 20)
export const Audit: Token<string> = noting('Audit', 10_000)

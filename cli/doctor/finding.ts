export type Status = 'ok' | 'warning' | 'problem'

/** What one check has found. */
export interface Finding {
  /** The name of the check: `broker`. */
  readonly check: string
  readonly status: Status
  /** What was found: where, and what about it. */
  readonly message: string
  /** What to do, where there is something to do. */
  readonly advice?: string
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message }
}

export function warning(check: string, message: string, advice: string): Finding {
  return { check, status: 'warning', message, advice }
}

export function problem(check: string, message: string, advice: string): Finding {
  return { check, status: 'problem', message, advice }
}

/** Whether a process can be given work, and why not. */
export interface HealthReport {
  readonly ready: boolean
  /** Empty when it is ready. */
  readonly reasons: readonly string[]
}

/** What is known of the health of a process that hosts services. */
export class Health {
  /** All services have started. */
  started = false
  /** Both connections to the broker stand. */
  connected = false
  /** No more calls are taken. */
  stopping = false

  report(): HealthReport {
    const reasons = [
      ...(this.stopping ? ['stopping'] : []),
      ...(this.connected ? [] : ['no connection to the broker']),
      ...(this.started ? [] : ['services are starting']),
    ]
    return { ready: reasons.length === 0, reasons }
  }
}

import { config, inject, service, timer } from 'mycelia'

const Instance = config('instance', {
  safeParse: (value) => ({ success: true, data: String(value) }),
})

/** Told of each tick: the method, and the instance that ticked. */
export const ticks: { onTick: (method: string, instance: string) => unknown } = {
  onTick: () => {},
}

@service('clock_service')
export class ClockService {
  private readonly instance = inject(Instance)

  @timer('20ms')
  async everywhere(): Promise<void> {
    await ticks.onTick('everywhere', this.instance)
  }

  @timer({ every: 20, once: 'cluster' })
  async somewhere(): Promise<void> {
    await ticks.onTick('somewhere', this.instance)
  }

  @timer({ cron: '* * * * * *', eager: true })
  async secondly(): Promise<void> {
    await ticks.onTick('secondly', this.instance)
  }
}

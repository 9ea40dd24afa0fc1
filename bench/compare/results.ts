import type { Load } from '../support/load.js'
import { median } from '../support/median.js'

/** What `results.json` holds. */
export interface Results {
  readonly conditions: {
    readonly node: string
    readonly rabbitmq: string
    readonly cores: number
    readonly rounds: number
  }
  /** The row that ratios are to. */
  readonly base: string
  readonly rows: readonly Row[]
}

export interface Row {
  readonly name: string
  readonly kind: string
  readonly version: string
  readonly settings: string
  /** By the key of a measure; without those that the contender has no part in. */
  readonly measures: Readonly<Record<string, Figures>>
}

/** Medians over the rounds. */
export interface Figures extends Load {
  /** How many calls it makes in the time of one of the base's: the median over pairs of one round. */
  readonly ratio: number
}

/** @param rounds Those of one contender; `base` has the same number of the base's. */
export function figuresOf(rounds: readonly Load[], base: readonly Load[]): Figures {
  const of = (key: keyof Load) => Math.round(median(rounds.map((round) => round[key])))
  const ratios = rounds.map((round, i) => round.callsPerSecond / base[i]!.callsPerSecond)
  return {
    callsPerSecond: of('callsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    ratio: Number(median(ratios).toPrecision(3)),
  }
}

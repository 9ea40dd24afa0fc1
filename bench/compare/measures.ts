import type { Order } from './peer.js'

/** What is measured of each contender, in this order. */
export interface Measure extends Order {
  readonly key: string
  readonly title: string
}

export const MEASURES: readonly Measure[] = [
  { key: 'sequential', title: 'one call after the other', inFlight: 1, milliseconds: 700 },
  { key: 'inFlight100', title: '100 calls in flight', inFlight: 100, milliseconds: 700 },
  { key: 'inFlight400', title: '400 calls in flight', inFlight: 400, milliseconds: 700 },
  {
    key: 'besideLarge',
    title: '10 calls in flight beside one that carries 1 MB both ways',
    inFlight: 10,
    milliseconds: 700,
    large: true,
  },
]

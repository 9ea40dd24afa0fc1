/** A point of the plane. */
export interface Point {
  x: number
  y: number
}

export interface Circle {
  kind: 'circle'
  center: Point
  /** In metres. */
  radius: number
  drawn?: Date
}

export interface Polygon {
  kind: 'polygon'
  points: Point[]
  closed: boolean
}

export type Shape = Circle | Polygon

export enum Level {
  Low,
  High = 10,
}

/** A tree of values by name. */
export interface Tree {
  value: number | string | null
  children: { [name: string]: Tree }
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export interface Page<T> {
  items: T[]
  /** Where the next page begins; `undefined` at the end. */
  next: string | undefined
}

export interface Labelled {
  name: string
  [label: string]: string
}

export interface Entry {
  at: Date
  note?: string | null
}

export interface Named {
  name: string
}

export interface Aged {
  age: number
  born?: { year: number; place?: string }
}

export interface Odd {
  'content-type': string
  toString: string
  size?: number
}

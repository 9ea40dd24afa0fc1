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

/**
 * A word in small letters.
 * @pattern ^[a-z]{2,8}$
 */
export type Tag = string

export interface Account {
  /** @format email */
  mail: string
  /**
   * As it is shown.
   * @minLength 2
   * @maxLength 20
   */
  name: string
  /** @int @exclusiveMinimum 0 @maximum 99 */
  seats: number
  /** @minimum 0 @multipleOf 0.25 */
  credit: number | null
  /** @format date */
  since?: string
  tags: { main: Tag; others: readonly Tag[] }
}

/** A member with a name, one with several values, and one that is made anew. */
export type Step =
  | Started
  | { kind: 'moved' | 'turned'; by: Point }
  | { kind: 'ended'; at: Date; note?: string }

export interface Started {
  kind: 'started'
  from: Point
}

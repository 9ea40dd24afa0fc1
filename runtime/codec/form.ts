/** How values of a built-in type travel: their JSON form, from and to. */
export interface Form<T = any> {
  /** What a refusal says that it wants: `a URL`. */
  readonly expected: string
  /** Whether a value is one that can be sent. */
  is(value: any): boolean
  /** Whether a JSON value is such a form. */
  accepts(json: any): boolean
  /** The value of an accepted form. */
  decode(json: any): T
  encode(value: any): unknown
}

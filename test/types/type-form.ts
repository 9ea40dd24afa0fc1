/** One form of TypeScript's types, and what is to be said of its values. */
export interface TypeForm {
  /** As a developer writes it. */
  readonly type: string
  /** What it refers to. */
  readonly declarations?: string
  /** Values with their JSON forms; where that is left out, it is the value itself. */
  readonly accepts: readonly (readonly [value: unknown, json?: unknown])[]
  /** What is no JSON form of it. */
  readonly refuses: readonly unknown[]
}

export interface TypeForms {
  readonly title: string
  /** What there is to know of them, as a paragraph of docs/types.md. */
  readonly note?: string
  readonly forms: readonly TypeForm[]
}

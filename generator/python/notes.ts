import type { Module } from './module.js'
import { type Code, lineAndColumn } from './syntax.js'

/** What of a Python service could not be told in its client, and why. */
export interface PythonNote {
  /** As the source was named. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  readonly message: string
}

/** Gathers notes, each once. */
export class Notes {
  readonly #notes = new Map<string, PythonNote>()
  readonly #show: (path: string) => string

  constructor(show: (path: string) => string) {
    this.#show = show
  }

  add(code: Code<Module>, message: string): void {
    const place = { file: this.#show(code.module.path), ...positionOf(code) }
    this.#notes.set(`${place.file}:${place.line}:${place.column}:${message}`, { ...place, message })
  }

  get all(): readonly PythonNote[] {
    return [...this.#notes.values()]
  }
}

export function positionOf({ module, node, shift }: Code<Module>): {
  readonly line: number
  readonly column: number
} {
  return lineAndColumn(module.text, node.from + shift)
}

import { afterEach, beforeEach, mock } from 'node:test'

/** What has been written to standard error since the test began. */
export interface Written {
  readonly text: string
  /** Each line of it, which must be JSON. */
  lines(): Record<string, unknown>[]
  clear(): void
}

/** Keeps what the tests of a `describe` write to standard error. */
export function keepWritten(): Written {
  let text = ''
  beforeEach(() => {
    text = ''
    mock.method(process.stderr, 'write', (chunk: string) => {
      text += chunk
      return true
    })
  })
  afterEach(() => mock.restoreAll())
  return {
    get text() {
      return text
    },
    lines: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    clear: () => {
      text = ''
    },
  }
}

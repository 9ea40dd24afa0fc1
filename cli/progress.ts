import { paint } from './colours.js'

/**
 * Shows what is being done while it takes its time: on a terminal only, and gone when it is done.
 * Logs, CI among them, stay free of it.
 */
export async function withProgress<T>(text: string, work: () => Promise<T>): Promise<T> {
  const { stderr } = process
  if (!stderr.isTTY || process.env.CI) return work()
  stderr.write(paint(stderr, 'dim', `${text} ...`))
  try {
    return await work()
  } finally {
    stderr.cursorTo(0)
    stderr.clearLine(0)
  }
}

import { loadPlop } from './plop.js'
import { type Asked, questions } from './questions.js'

export interface AskOptions {
  /** What need not be asked. */
  readonly answered: Partial<Asked>
  /** What is taken when nothing is typed: the name of the service has none. */
  readonly defaults: Omit<Asked, 'name'>
  /** The terminal that the questions appear on. */
  readonly output: NodeJS.WritableStream
  /** Ends the questions and throws the signal's reason. */
  readonly signal: AbortSignal
}

/** Asks for what is not answered yet, on a terminal. */
export async function ask({ answered, defaults, output, signal }: AskOptions): Promise<Asked> {
  const open = questions.filter(({ answer }) => answered[answer] === undefined)
  if (open.length === 0) return answered as Asked
  const { inquirer } = await loadPlop()
  const prompt = inquirer.createPromptModule({ output })
  const { promise, cancel } = rejection(signal)
  // ^C closes the input and sends this process a signal, which arrives only while something is awaited.
  const alive = setInterval(() => {}, MOST_MILLISECONDS)
  try {
    const answers = await Promise.race([
      prompt(
        open.map(({ answer, message, choices, validate }) => ({
          name: answer,
          message,
          type: choices === undefined ? 'input' : 'list',
          ...(answer !== 'name' && { default: defaults[answer] }),
          ...(choices !== undefined && { choices }),
          ...(validate !== undefined && { validate }),
        })),
      ),
      promise,
    ])
    return { ...answered, ...answers } as Asked
  } finally {
    cancel()
    clearInterval(alive)
  }
}

/** The longest interval that there is. */
const MOST_MILLISECONDS = 2 ** 31 - 1

/** A promise that a signal rejects. */
function rejection(signal: AbortSignal): {
  readonly promise: Promise<never>
  readonly cancel: () => void
} {
  let cancel = (): void => {}
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    cancel = () => signal.removeEventListener('abort', abort)
  })
  return { promise, cancel }
}

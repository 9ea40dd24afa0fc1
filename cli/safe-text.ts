/**
 * A text that others have written, fit for a terminal: without escape sequences, control characters
 * and marks that turn the direction of writing, so that it cannot pass for anything but itself.
 */
export function safeText(text: string): string {
  return text
    .replaceAll(SEQUENCE, '')
    .replaceAll(UNSAFE, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
}

/** What moves the cursor or colours, and what speaks to the terminal itself, to its end. */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g

const UNSAFE = /[\p{Cc}\p{Bidi_Control}]/gu

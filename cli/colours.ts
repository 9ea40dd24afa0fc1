import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Writes in colour where that can be seen: on a terminal, unless NO_COLOR is set. */
export function paint(stream: NodeJS.WriteStream, style: Style, text: string): string {
  return isColoured(stream) ? styleText(style, text) : text
}

/** Whether a stream is a terminal that shows colours, and nobody has asked for none. */
export function isColoured(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && stream.hasColors()
}

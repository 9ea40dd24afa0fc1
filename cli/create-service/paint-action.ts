import { styleText } from 'node:util'
import type { FileAction } from '../../generator/scaffold/index.js'

const COLOURS: Readonly<Record<FileAction, 'green' | 'blue' | 'cyan' | 'gray' | 'red' | 'yellow'>> =
  {
    create: 'green',
    identical: 'blue',
    update: 'cyan',
    skip: 'gray',
    conflict: 'red',
    force: 'yellow',
  }

/** Gives an action its colour where standard output shows colours and nobody has asked for none. */
export function paintAction(action: FileAction, text: string): string {
  return showsColours(process.env) ? styleText(COLOURS[action], text) : text
}

/** The variables count only when they are not empty. FORCE_COLOR is the one that Node.js knows. */
function showsColours({ NO_COLOR, FORCE_COLOR }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false
  return process.stdout.isTTY === true || (FORCE_COLOR !== undefined && FORCE_COLOR !== '0')
}

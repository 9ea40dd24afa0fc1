import { parseName } from './names.js'
import { type PackageManager, packageManagers } from './package-manager.js'
import type { TemplateName } from './templates.js'
import { templates } from './templates.js'

/** What can be asked for. Everything else has a default that nobody has to be asked about. */
export interface Asked {
  readonly name: string
  readonly template: TemplateName
  readonly packageManager: PackageManager
}

/** A question, and the one way to answer it on the command line. */
export interface Question {
  readonly answer: keyof Asked
  /** The flag, or the argument, as the help writes it. */
  readonly flag: string
  readonly message: string
  readonly choices?: readonly { readonly value: string; readonly name: string }[]
  /** What is wrong with an answer, as a sentence; true when nothing is. */
  readonly validate?: (answer: string) => string | true
}

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    answer: 'name',
    flag: '<name>',
    message: 'What is the service about?',
    validate: (name) => {
      try {
        parseName(name)
        return true
      } catch (error) {
        return (error as Error).message
      }
    },
  },
  {
    answer: 'template',
    flag: '--template <name>',
    message: 'Which template?',
    choices: templates.map(({ name, summary }) => ({
      value: name,
      name: `${name.padEnd(8)} ${summary}`,
    })),
  },
  {
    answer: 'packageManager',
    flag: '--pm <name>',
    message: 'Which package manager?',
    choices: packageManagers.map((name) => ({ value: name, name })),
  },
]

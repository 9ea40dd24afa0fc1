import { relative } from 'node:path'
import { parseName } from './names.js'
import { commandsOf } from './package-manager.js'
import type { Answers } from './plan-project.js'
import { findTemplate } from './templates.js'

/** Commands to paste, one a line, and what they are for. */
export interface NextStep {
  readonly title: string
  readonly commands: readonly string[]
}

/**
 * What comes after scaffolding.
 *
 * @param from The folder that the reader's terminal is in, absolute.
 * @param installed Whether the packages are there.
 */
export function nextSteps(
  { name, folder, template = 'service', packageManager = 'npm' }: Answers,
  from: string,
  installed: boolean,
): NextStep[] {
  const { install, exec } = commandsOf(packageManager)
  const enter = folder === from ? [] : [`cd ${shellWord(relative(from, folder))}`]
  return [
    {
      title: 'Start it, with a RabbitMQ at localhost:5672:',
      commands: [...enter, ...(installed ? [] : [install]), `${exec} mycelia run`],
    },
    {
      title: 'Call it, from a second terminal:',
      commands: [
        ...enter,
        `${exec} mycelia call ${findTemplate(template).example(parseName(name))}`,
      ],
    },
    {
      title: 'No RabbitMQ yet? Docker runs one, and the services beside it:',
      commands: [...enter, 'docker compose up --build --detach --wait'],
    },
  ]
}

/** A path as a shell takes it for one word. */
function shellWord(path: string): string {
  if (/^[\w./\\:@+-]+$/.test(path) && !path.startsWith('-')) return path
  if (process.platform === 'win32') return `"${path}"`
  return `'${path.replaceAll("'", "'\\''")}'`
}

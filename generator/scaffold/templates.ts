import type { ServiceNames } from './names.js'
import { ScaffoldError } from './scaffold-error.js'

export type TemplateName = 'service' | 'gateway'

/** A kind of project: a folder of `templates/`, over what all projects have in common. */
export interface Template {
  readonly name: TemplateName
  /** What it makes, for a list of all. */
  readonly summary: string
  /** What its project is, as the README begins. */
  readonly describe: (names: ServiceNames) => string
  /** What follows `mycelia call` to make a first call. */
  readonly example: (names: ServiceNames) => string
}

export const templates: readonly Template[] = [
  {
    name: 'service',
    summary: 'one service, which greets',
    describe: ({ service }) => `\`${service}\`, a service over RabbitMQ, written with Mycelia.`,
    example: ({ service }) => `${service}.hello ujun`,
  },
  {
    name: 'gateway',
    summary: 'a service that calls another one through its generated client: two side by side',
    describe: ({ service }) =>
      `\`${service}\`, which calls \`greeting_service\`: two services over RabbitMQ, written with Mycelia.`,
    example: ({ service }) => `${service}.welcome '["ada","bob"]'`,
  },
]

/** @throws ScaffoldError `InvalidAnswer`, with a list of the templates there are */
export function findTemplate(name: string | undefined): Template {
  const found = templates.find((template) => template.name === name)
  if (found !== undefined) return found
  const problem = name === undefined ? '--template takes a name' : `There is no template "${name}"`
  const list = templates.map(({ name, summary }) => `\n  ${name.padEnd(8)} ${summary}`)
  throw new ScaffoldError('InvalidAnswer', `${problem}: write one of${list.join('')}`)
}

import { reservedBecause } from './reserved-names.js'
import { ScaffoldError } from './scaffold-error.js'

/** A service's name in every form that a project needs it in. */
export interface ServiceNames {
  /** Folder, package and stem of the file names: `my-orders`. */
  readonly kebab: string
  /** The class: `MyOrdersService`. */
  readonly className: string
  /** The service on the wire: `my_orders_service`. */
  readonly service: string
}

/** Leaves room on the wire, where a queue's name, `rpc-` and the service, holds 255 bytes. */
const MAX_LENGTH = 100

/** What is suggested when nothing of a name can be saved. */
const EXAMPLE = 'greeting'

/**
 * Reads a name as people write it: `my-orders`, `my_orders`, `myOrders` and `MyOrdersService` all
 * name `my_orders_service`.
 *
 * @throws ScaffoldError `InvalidName`, saying what to write instead
 */
export function parseName(input: string): ServiceNames {
  const refuse = (problem: string, advice: string): never => {
    throw new ScaffoldError('InvalidName', `The name ${quote(input)} ${problem}: ${advice}.`)
  }

  if (input.trim() === '') refuse('is empty', `write one, such as \`${EXAMPLE}\``)
  const scoped = /^(@[^/\\]+)\/([^/\\]+)$/.exec(input)
  if (scoped) {
    const [, scope, name] = scoped
    refuse('carries a scope', `write \`${repair(name!)} --scope ${scope}\``)
  }
  if (/[/\\]/.test(input) || /^\.+$/.test(input)) {
    refuse('is a path', `write the name alone, and the folder as \`--dir ${quoteWord(input)}\``)
  }
  if (!/^[A-Za-z0-9_-]+$/.test(input)) {
    refuse('may hold only letters, digits and hyphens', `write \`${repair(input)}\``)
  }
  if (!/^[A-Za-z]/.test(input)) {
    refuse('must begin with a letter', `write \`${repair(input)}\``)
  }

  const words = splitWords(input)
  if (words.length > 1 && words.at(-1) === 'service') words.pop()
  const kebab = words.join('-')
  if (kebab.length > MAX_LENGTH) {
    refuse(`has ${kebab.length} characters`, `write one of at most ${MAX_LENGTH}`)
  }
  const because = reservedBecause(kebab)
  if (because !== undefined) {
    refuse(because, `write something more telling, such as \`my-${kebab}\` or \`${EXAMPLE}\``)
  }

  return {
    kebab,
    className: `${words.map(capitalise).join('')}Service`,
    service: `${words.join('_')}_service`,
  }
}

/**
 * The name of the npm package: the service's, below the scope if there is one.
 *
 * @param scope with or without its `@`
 * @throws ScaffoldError `InvalidAnswer` when npm would refuse the scope
 */
export function packageName(names: ServiceNames, scope?: string): string {
  if (scope === undefined) return names.kebab
  const bare = scope.replace(/^@/, '')
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(bare)) {
    const hint = bare.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')
    const instead = /^[a-z0-9]/.test(hint) ? hint : 'acme'
    throw new ScaffoldError(
      'InvalidAnswer',
      `The scope ${quote(scope)} may hold only small letters, digits, hyphens, dots and underscores: write \`--scope @${instead}\`.`,
    )
  }
  return `@${bare}/${names.kebab}`
}

/** `HTTPGateway2_eu` becomes http, gateway2, eu. */
function splitWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_]+/)
    .filter((word) => word !== '')
}

/** The nearest name that would do: accents and what stands before the first letter dropped. */
function repair(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
  const words = splitWords(plain)
  const kebab = words.join('-')
  return kebab === '' || reservedBecause(kebab) !== undefined ? EXAMPLE : kebab
}

function capitalise(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

/** Control characters are shown escaped, so that a message is one line whatever was typed. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}

function quoteWord(text: string): string {
  return /^[\w./\\-]+$/.test(text) ? text : JSON.stringify(text)
}

import type { Contract } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import type { Suggest } from './choose-source.js'
import type { ClientSource } from './client-sources.js'
import type { ClientEmitter } from './emitter.js'

export interface ServiceChoice {
  /** Services to take, by their names on the wire. @default all of them */
  readonly services?: readonly string[]
  /** What the client is to be called, when there is one. @default after its service */
  readonly as?: string
}

/** The services that are wanted of those that a source offers, each with the name of its client. */
export function chooseServices(
  offered: readonly Contract[],
  source: string,
  { services, as }: ServiceChoice,
  stem: ClientEmitter['stem'],
  suggest: Suggest,
): readonly { readonly name: string; readonly contract: Contract }[] {
  const names = offered.map(({ service }) => service)
  const wanted = (services ?? names).map((wanted) => {
    const contract = offered.find(({ service }) => service === wanted)
    if (contract !== undefined) return contract
    const near = suggest(wanted, names)
    const hint = near === undefined ? `it offers ${names.join(', ')}` : `did you mean ${near}?`
    return misused(`${source} offers no service "${wanted}": ${hint}`)
  })
  if (as !== undefined && wanted.length > 1) {
    misused(
      `--as names one client, and ${source} offers ${names.join(', ')}: choose one with --service`,
    )
  }
  return wanted.map((contract) => ({
    contract,
    name: as === undefined ? stem(contract.service) : chosenName(as, stem),
  }))
}

/** `billing`, `Billing`, `BillingClient` and `billing_service` all choose `billing`. */
function chosenName(as: string, stem: ClientEmitter['stem']): string {
  if (!/^[A-Za-z][\w-]*$/.test(as)) {
    misused(
      `--as ${JSON.stringify(as)} cannot be the name of a client: write one as in --as billing`,
    )
  }
  let name = stem(as).replace(/-client$/, '')
  // A name is remembered as what no longer changes when it is shortened again.
  while (stem(name) !== name) name = stem(name)
  return name
}

/** @throws {ExpectedError} when another client has the name already, and says how to choose. */
export function refuseTaken(wanted: ClientSource, present: readonly ClientSource[]): void {
  const holder = present.find(({ name }) => name === wanted.name)
  if (holder === undefined) return
  if (holder.service === wanted.service && holder.source === wanted.source) return
  const { name, service, source } = holder
  throw new ExpectedError(
    `the client ${name} is that of ${service} from ${source} already: ` +
      `call this one otherwise with --as, as in \`mycelia add ${wanted.source} --as other-${name}\`, ` +
      `or take the other away first: \`mycelia add --remove ${name}\``,
  )
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}

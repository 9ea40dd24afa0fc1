import type { Contract } from 'mycelia/contract'
import type { ServiceNames } from './emit/index.js'
import type { Problem } from './read/index.js'

/**
 * Services whose generated files, or what they export, would have the same names: `orders` and
 * `orders_service` are both generated as `orders.*`.
 */
export function findNameTwins(
  contracts: readonly Contract[],
  namesOf: (contract: Contract) => ServiceNames,
): readonly Problem[] {
  const first = new Map<string, Contract>()
  return contracts.flatMap((contract) => {
    const { server } = namesOf(contract)
    const other = first.get(server)
    if (other === undefined) {
      first.set(server, contract)
      return []
    }
    return problemOf(contract, other, namesOf)
  })
}

function problemOf(
  contract: Contract,
  other: Contract,
  namesOf: (contract: Contract) => ServiceNames,
): Problem {
  const { stem, server } = namesOf(contract)
  const shared = stem === namesOf(other).stem ? `the files ${stem}.*` : `the name ${server}`
  const { file, line, column } = other.source
  return {
    ...contract.source,
    where: contract.className,
    message:
      `'${contract.service}' would be generated under ${shared}, and so is '${other.service}', ` +
      `the service of ${other.className} at ${file}:${line}:${column}`,
    hint: 'give one of the two services another name',
  }
}

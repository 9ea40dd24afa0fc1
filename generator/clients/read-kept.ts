import type { Contract } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import { keptContract } from './client-files.js'
import { readContract } from './read-contract.js'

/** The contract that is kept beside a client; undefined when it is not there, or broken. */
export function readKept(generatedFolder: string, name: string): Contract | undefined {
  try {
    return readContract(keptContract(generatedFolder, name))
  } catch (error) {
    if (error instanceof ExpectedError) return undefined
    throw error
  }
}

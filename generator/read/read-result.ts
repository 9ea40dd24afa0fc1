import type { Contract } from 'mycelia/contract'
import type { Problem } from './problem.js'

/** What one reading of a project found. */
export interface ReadResult {
  /**
   * The services, sorted by name. Where there are problems they lack what could not be read: good
   * enough to generate from in memory and read again, not to be written.
   */
  readonly contracts: readonly Contract[]
  /** Everything that is wrong, in the order of files and lines. */
  readonly problems: readonly Problem[]
  /**
   * Absolute paths of the files that the result was read from, those of the compiler and of
   * installed packages left out: sources, tsconfig files, and the project's package.json.
   */
  readonly inputs: readonly string[]
  /** Absolute paths at which unresolved imports were looked for in vain. */
  readonly missing: readonly string[]
}

import { closest } from 'mycelia/config'

/** What somebody may have meant by a word, for a "did you mean". */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  return closest(word, candidates, 3)
}

/** A line of a change: gone, new, or beside one that is. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' '
  readonly text: string
  /** From 1; of a line that is gone, where it was. */
  readonly line: number
}

/** Lines that are shown around a change. */
const CONTEXT = 1

/** What differs between two texts, with a line around it. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const all = compare(before.split('\n'), after.split('\n'))
  const isNear = (index: number) =>
    all.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ')
  return all.filter((_, index) => isNear(index))
}

/** By the longest list of lines that both have in common. */
function compare(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const common = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(fresh.length + 1).fill(0),
  )
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i]![j] =
        old[i] === fresh[j]
          ? common[i + 1]![j + 1]! + 1
          : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ sign: ' ', text: fresh[j]!, line: j + 1 })
      i++
      j++
    } else if (i < old.length && (j === fresh.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ sign: '-', text: old[i]!, line: i + 1 })
      i++
    } else {
      lines.push({ sign: '+', text: fresh[j]!, line: j + 1 })
      j++
    }
  }
  return lines
}

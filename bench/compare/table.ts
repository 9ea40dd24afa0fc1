import type { Measure } from './measures.js'
import type { Results } from './results.js'

/** A table in Markdown for each measure, its rows in the order that they are listed in. */
export function tables({ rows, base }: Results, measures: readonly Measure[]): string {
  return measures
    .map(({ key, title }) => {
      const lines = rows.flatMap(({ name, measures }) => {
        const figures = measures[key]
        if (figures === undefined) return []
        const { callsPerSecond, p50, p99, ratio } = figures
        return [[name, count(callsPerSecond), milliseconds(p50), milliseconds(p99), `${ratio}`]]
      })
      return `### ${title[0]!.toUpperCase()}${title.slice(1)}\n\n${align([['', 'calls/s', 'p50 ms', 'p99 ms', `to ${base}`], ...lines])}`
    })
    .join('\n\n')
}

/** Who is in it, with versions and settings. */
export function legend({ rows, conditions }: Results): string {
  const { node, rabbitmq, cores, rounds } = conditions
  const lines = rows.map(({ name, version, settings }) => [name, version, settings])
  return (
    `Node.js ${node}, RabbitMQ ${rabbitmq}, ${cores} cores for broker, client and server together; ` +
    `medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}.\n\n${align([['', 'version', 'settings'], ...lines])}`
  )
}

const count = (value: number) => value.toLocaleString('en')
const milliseconds = (microseconds: number) => (microseconds / 1000).toFixed(2)

function align([head, ...body]: readonly (readonly string[])[]): string {
  const rows = [head!, ...body]
  const widths = head!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head!), rule, ...body.map(line)].join('\n')
}

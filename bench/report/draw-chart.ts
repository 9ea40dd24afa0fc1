import type { Results } from '../compare/results.js'
import { install } from '../support/install.js'
import { loadPackage } from '../support/load-package.js'

/** Drawing is for who measures: these stay out of the project's own dependencies. */
const PACKAGES = ['vega@6.4.0', 'vega-lite@6.5.0']

const PANELS = [
  { key: 'inFlight100', title: 'Calls per second, 100 in flight' },
  { key: 'sequential', title: 'Calls per second, one after the other' },
]

/** @returns bars of calls per second, as SVG. */
export async function drawChart(results: Results): Promise<string> {
  const folder = install('chart', PACKAGES)
  const vega = await loadPackage(folder, 'vega')
  const { compile } = await loadPackage(folder, 'vega-lite')
  const { spec } = compile(specify(results))
  const svg = await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG()
  return `${svg}\n`
}

function specify({ rows }: Results): object {
  return {
    background: 'white',
    padding: 12,
    config: { view: { stroke: null }, font: 'sans-serif', title: { anchor: 'start' } },
    vconcat: PANELS.map(({ key, title }) => {
      const values = rows.flatMap(({ name, kind, measures }) => {
        const calls = measures[key]?.callsPerSecond
        return calls === undefined ? [] : [{ name, calls, own: kind === 'mycelia' }]
      })
      return panel(
        title,
        values.sort((a, b) => b.calls - a.calls),
      )
    }),
  }
}

function panel(title: string, values: readonly object[]): object {
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 200 } }
  const x = {
    field: 'calls',
    type: 'quantitative',
    title: null,
    axis: { grid: true, tickCount: 5 },
  }
  const color = { condition: { test: 'datum.own', value: '#2f6f4f' }, value: '#b8c4bd' }
  return {
    title,
    width: 480,
    height: { step: 20 },
    data: { values },
    encoding: { y, x },
    layer: [
      { mark: { type: 'bar', height: 14 }, encoding: { color } },
      {
        mark: { type: 'text', align: 'left', dx: 4, fontSize: 10 },
        encoding: { text: { field: 'calls', format: ',' } },
      },
    ],
  }
}

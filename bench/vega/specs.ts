const data = { url: 'data/cars.json' }
const x = { field: 'Horsepower', type: 'quantitative' }
const y = { field: 'Miles_per_Gallon', type: 'quantitative' }
const unit = { mark: 'point', encoding: { x, y } }

/** Specifications in the standard forms of Vega-Lite. */
export const specs: Readonly<Record<string, unknown>> = {
  bar: {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { values: [{ a: 'A', b: 28 }] },
    mark: 'bar',
    encoding: { x: { field: 'a', type: 'nominal', axis: { labelAngle: 0 } }, y: { field: 'b' } },
  },
  line: {
    data,
    transform: [{ filter: "datum.symbol==='GOOG'" }],
    mark: { type: 'line', point: true },
    encoding: { x: { field: 'date', type: 'temporal', timeUnit: 'yearmonth' }, y },
  },
  histogram: { data, mark: 'bar', encoding: { x: { bin: true, ...x }, y: { aggregate: 'count' } } },
  pie: {
    data,
    mark: { type: 'arc', innerRadius: 50 },
    encoding: { theta: { field: 'value', stack: true }, color: { field: 'kind', type: 'nominal' } },
  },
  boxplot: { data, mark: { type: 'boxplot', extent: 'min-max' }, encoding: { x, y } },
  layered: {
    data,
    layer: [unit, { mark: { type: 'rule', color: 'red' }, encoding: { y: { datum: 300 } } }],
  },
  facet: { data, facet: { row: { field: 'Origin', type: 'nominal' } }, spec: unit },
  repeat: {
    data,
    repeat: { row: ['Horsepower', 'Weight'], column: ['Year'] },
    spec: { mark: 'point', encoding: { x: { field: { repeat: 'column' }, type: 'quantitative' } } },
  },
  concatenated: {
    data,
    hconcat: [unit, { vconcat: [unit, unit] }],
    resolve: { scale: { x: 'shared' } },
  },
  interactive: {
    data,
    params: [
      { name: 'brush', select: { type: 'interval', encodings: ['x'] } },
      { name: 'size', value: 60, bind: { input: 'range', min: 10, max: 100 } },
    ],
    mark: 'circle',
    encoding: { x, y, color: { condition: { param: 'brush', field: 'Origin' }, value: 'grey' } },
  },
}

/** What none of these forms is. */
export const mistakes: Readonly<Record<string, unknown>> = {
  'no mark': { data, encoding: { x, y } },
  'a mark that there is not': { data, mark: 'bars', encoding: { x, y } },
  'a channel that is a text': { data, mark: 'bar', encoding: { x: 'Horsepower' } },
  'a type that there is not': { data, mark: 'bar', encoding: { x: { ...x, type: 'numeric' } } },
  'a mistake in a layer': { data, layer: [{ mark: 'bar', encoding: { x: 7 } }] },
}

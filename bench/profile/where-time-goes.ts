/** What `node --cpu-prof` writes. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** In this order: the first that fits. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\/node_modules\/amqplib\//, 'amqplib'],
  [/\/runtime\/dist\/([a-z]+)\//, 'mycelia/'],
  [/\/runtime\/dist\//, 'mycelia'],
  [/\/src\/generated\//, 'generated code'],
  [/^node:/, 'node'],
  [/\/bench\//, 'the benchmark'],
]

/** @returns the share of the time that was not idle, by place; what is under a percent is left out. */
export function whereTimeGoes({ nodes, samples, timeDeltas }: CpuProfile): [string, number][] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  const times = new Map<string, number>()
  let busy = 0
  for (const [index, id] of samples.entries()) {
    const place = places.get(id)!
    if (place === 'idle') continue
    busy += timeDeltas[index]!
    times.set(place, (times.get(place) ?? 0) + timeDeltas[index]!)
  }
  return [...times]
    .map(([place, time]): [string, number] => [place, time / busy])
    .filter(([, share]) => share >= 0.01)
    .sort(([, a], [, b]) => b - a)
}

function placeOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collection'
  for (const [pattern, name] of PLACES) {
    const room = pattern.exec(url)
    if (room !== null) return room[1] === undefined ? name : `${name}${room[1]}`
  }
  // What has no file is V8's and libuv's own: writes to the socket, timers, strings.
  return 'native code'
}

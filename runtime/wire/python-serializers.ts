const REASONS = {
  pickle: 'pickle runs the code of whoever has sent it; use json or msgpack, also at Python peers',
  yaml: 'YAML of peers is not read; use json or msgpack, also at Python peers',
} as const

const NAMES: ReadonlyMap<string, keyof typeof REASONS> = new Map([
  ['pickle', 'pickle'],
  ['application/x-python-serialize', 'pickle'],
  ['yaml', 'yaml'],
  ['application/x-yaml', 'yaml'],
])

/** Why Mycelia leaves out a serialiser that kombu has, by its name or its content type. */
export function unspoken(name: string): string | undefined {
  const found = NAMES.get(name)
  return found === undefined ? undefined : REASONS[found]
}

/** The line of a YAML file below which packages are listed, a line each. */
const PACKAGES = /^packages:[ \t]*(?:#.*)?$/
const ITEM = /^([ \t]*-[ \t]+)(['"]?)([^'"#]+?)\2[ \t]*(?:#.*)?$/

/** The globs that a manifest lists; undefined when it makes no workspace. */
export function listedPackages(manifest: string, text: string): readonly string[] | undefined {
  if (manifest === 'pnpm-workspace.yaml') {
    return /^packages:/m.test(text) ? itemsOf(text).map(({ glob }) => glob) : undefined
  }
  const list = globsOf(parse(text))
  return Array.isArray(list) ? list.filter((glob) => typeof glob === 'string') : undefined
}

/** The manifest with one more package; undefined when it is not written in the usual way. */
export function withPackage(manifest: string, text: string, glob: string): string | undefined {
  return manifest === 'pnpm-workspace.yaml' ? withYamlItem(text, glob) : withJsonItem(text, glob)
}

function withJsonItem(text: string, glob: string): string | undefined {
  const json = parse(text)
  const list = globsOf(json)
  if (!Array.isArray(list)) return undefined
  list.push(glob)
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
  const end = /\s*$/.exec(text)?.[0] ?? ''
  return `${JSON.stringify(json, null, indent)}${end}`
}

/** Below the last item, written as that one is. */
function withYamlItem(text: string, glob: string): string | undefined {
  const last = itemsOf(text).at(-1)
  if (last === undefined) return undefined
  const lines = text.split('\n')
  lines.splice(last.line + 1, 0, `${last.dash}${last.quote}${glob}${last.quote}`)
  return lines.join('\n')
}

interface YamlItem {
  readonly line: number
  readonly dash: string
  readonly quote: string
  readonly glob: string
}

function itemsOf(text: string): YamlItem[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => PACKAGES.test(line))
  const items: YamlItem[] = []
  if (start === -1) return items
  for (const [index, content] of lines.entries()) {
    if (index <= start || /^[ \t]*(?:#.*)?$/.test(content)) continue
    const [, dash, quote, glob] = ITEM.exec(content) ?? []
    if (dash === undefined || quote === undefined || glob === undefined) break
    items.push({ line: index, dash, quote, glob })
  }
  return items
}

/** A package.json as far as it is looked at; nobody has checked what its lists hold. */
interface Manifest {
  readonly workspaces?: unknown[] | { readonly packages?: unknown[] }
}

function globsOf(manifest: Manifest | undefined): unknown[] | undefined {
  const workspaces = manifest?.workspaces
  return Array.isArray(workspaces) ? workspaces : workspaces?.packages
}

function parse(text: string): Manifest | undefined {
  try {
    const json: Manifest | null = JSON.parse(text)
    return json === null || typeof json !== 'object' ? undefined : json
  } catch {
    return undefined
  }
}

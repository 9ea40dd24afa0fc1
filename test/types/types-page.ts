import { structuralForms } from './structural-forms.js'
import { temporalForms } from './temporal-forms.js'
import { travellingForms } from './travelling-forms.js'
import type { TypeForm, TypeForms } from './type-form.js'

/** All forms that are proved and documented. */
export const groups: readonly TypeForms[] = [...structuralForms, ...travellingForms, temporalForms]

/** The tables of docs/types.md, made from the values that the tests prove. */
export function tables(): string {
  return groups.map(section).join('\n')
}

function section({ title, note, forms }: TypeForms): string {
  return `## ${title}

${note === undefined ? '' : `${note}\n\n`}<table>
<tr><th>TypeScript</th><th>a value as JSON</th><th>what Python sees</th></tr>
${forms.map(row).join('\n')}
</table>
`
}

function row({ type, declarations, accepts }: TypeForm): string {
  const [[value, json = value] = []] = accepts
  const lines = [...(declarations ? declarations.split('\n') : []), type]
  const cells = [lines.map(code).join('<br>'), code(JSON.stringify(json)), code(python(json))]
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
}

/** In HTML, since the types are full of pipes and backticks. */
function code(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<code>${escaped}</code>`
}

/** A JSON value as Python's `json.loads` reads it and `repr` shows it. */
function python(json: unknown): string {
  if (json === null) return 'None'
  if (typeof json === 'boolean') return json ? 'True' : 'False'
  if (typeof json === 'string') return `'${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  if (Array.isArray(json)) return `[${json.map(python).join(', ')}]`
  if (typeof json !== 'object') return String(json)
  const entries = Object.entries(json).map(([key, item]) => `${python(key)}: ${python(item)}`)
  return `{${entries.join(', ')}}`
}

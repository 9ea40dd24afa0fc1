import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProjectFile } from './plan.js'
import { loadPlop } from './plop.js'
import { toolsFolder } from './tools-folder.js'

/** The values that templates name; nested ones are reached by dots. */
export type TemplateValues = Readonly<Record<string, unknown>>

/**
 * Renders every file of a template, and the names of the files. A leading underscore stands for the
 * dot that npm would not publish: `_gitignore`.
 *
 * @param template A folder in `templates/`.
 * @param values Each that a template names: one that is missing is an error, never an empty string.
 */
export async function renderTemplate(
  template: string,
  values: TemplateValues,
): Promise<ProjectFile[]> {
  const folder = join(toolsFolder(), 'templates', template)
  const [{ handlebars }, paths] = await Promise.all([loadPlop(), listFiles(folder)])
  const render = (text: string, path: string): string => {
    try {
      return handlebars.compile(text, { noEscape: true, strict: true })(values)
    } catch (cause) {
      const { message } = cause as Error
      throw new Error(`The template ${path} cannot be rendered: ${message}`, { cause })
    }
  }
  const rendered = paths.map(async (path) => {
    const text = await readFile(join(folder, path), 'utf8')
    return { path: dotted(render(path, path)), content: render(text, path) }
  })
  return Promise.all(rendered)
}

/** Every file below a folder, relative to it, with forward slashes. */
async function listFiles(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const nested = entries.map((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? listFiles(folder, path) : [path]
  })
  return (await Promise.all(nested)).flat()
}

function dotted(path: string): string {
  return path.replace(/(^|\/)_/g, '$1.')
}

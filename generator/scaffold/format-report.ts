import { relative } from 'node:path'
import type { FileAction, Plan, PlannedFile } from './plan.js'

export interface ReportOptions {
  /** The folder that paths are shown relative to. @default the plan's own */
  readonly from?: string
  /** Marks an action, as with a colour; the text must keep its width on screen. */
  readonly paint?: (action: FileAction, text: string) => string
}

const COLUMN = 'identical'.length + 2

/** The plan as people read it: a line a file, the actions aligned. Ends with a newline. */
export function formatReport(plan: Plan, options: ReportOptions = {}): string {
  const { from = plan.folder, paint = (_, text) => text } = options
  const folder = relative(from, plan.folder).replaceAll('\\', '/')
  return plan.files
    .map(({ action, path, reason }) => {
      const shown = folder === '' ? path : `${folder}/${path}`
      const why = reason === undefined ? '' : ` (${reason})`
      return `${paint(action, action.padStart(COLUMN))}  ${shown}${why}\n`
    })
    .join('')
}

/** The plan for programs: archives and secrets are told by their size alone, text is there in full. */
export function planToJson({ folder, files }: Plan): PlanJson {
  return {
    folder,
    files: files.map(({ content, ...file }) => ({
      ...file,
      bytes: Buffer.byteLength(content),
      ...(typeof content === 'string' && file.kind !== 'secret' && { content }),
    })),
  }
}

export interface PlanJson {
  readonly folder: string
  readonly files: readonly (Omit<PlannedFile, 'content'> & {
    readonly bytes: number
    readonly content?: string
  })[]
}

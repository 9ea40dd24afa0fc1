/** A file that a project is to have. */
export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string
  /** Text, or the bytes of an archive. */
  readonly content: string | Uint8Array
  /** Permissions where they are not the usual ones: 0o755. */
  readonly mode?: number
}

/** What happens to a file: `conflict` stops the whole plan, `force` overwrites. */
export type FileAction = 'create' | 'identical' | 'conflict' | 'force'

export interface PlannedFile extends ProjectFile {
  readonly action: FileAction
  /** Why a conflict is one that not even force resolves. */
  readonly reason?: string
}

/** A project as data: what a dry run shows is what a run writes. */
export interface Plan {
  /** Absolute. */
  readonly folder: string
  readonly files: readonly PlannedFile[]
}

/** The files that stop a plan. */
export function conflictsOf(plan: Plan): readonly PlannedFile[] {
  return plan.files.filter(({ action }) => action === 'conflict')
}

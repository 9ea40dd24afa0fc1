/** A file that a project is to have. */
export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string
  /** Text, or the bytes of an archive. */
  readonly content: string | Uint8Array
  /** Permissions where they are not the usual ones: 0o755. */
  readonly mode?: number
  /**
   * `secret`: made anew for each project, so that one that is there stays, and shown to nobody.
   * `amended`: somebody else's, its content is what was there and an addition. @default the project's
   */
  readonly kind?: 'secret' | 'amended'
}

/**
 * What happens to a file: `conflict` stops the whole plan, `force` overwrites, `update` replaces what
 * the plan has read and added to, `skip` leaves what is there though it differs.
 */
export type FileAction = 'create' | 'identical' | 'update' | 'skip' | 'conflict' | 'force'

export interface PlannedFile extends ProjectFile {
  readonly action: FileAction
  /** Why a conflict is one that not even force resolves, or why a file is skipped. */
  readonly reason?: string
}

/** A project as data: what a dry run shows is what a run writes. */
export interface Plan {
  /** Absolute. */
  readonly folder: string
  readonly files: readonly PlannedFile[]
  /** What is left to people, a sentence each. */
  readonly advice?: readonly string[]
}

/** The files that stop a plan. */
export function conflictsOf(plan: Plan): readonly PlannedFile[] {
  return plan.files.filter(({ action }) => action === 'conflict')
}

import { runCommand } from '../support/command.js'
import type { TestProject } from '../support/project.js'

export interface Finding {
  readonly check: string
  readonly status: string
  readonly message: string
  readonly advice?: string
}

/** Runs it, and gives what it found by the name of the check. */
export async function examine(
  project: TestProject,
  args: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly found: Readonly<Record<string, Finding>> }> {
  const { code, stdout } = await runCommand('mycelia', ['doctor', '--json', ...args], {
    cwd: project.folder,
  })
  const findings: readonly Finding[] = JSON.parse(stdout)
  return { code, found: Object.fromEntries(findings.map((finding) => [finding.check, finding])) }
}

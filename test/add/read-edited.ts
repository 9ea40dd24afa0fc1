import assert from 'node:assert/strict'
import { addMember } from '../../generator/add-member.js'
import { ExpectedError } from '../../generator/expected-error.js'
import type { MemberWish } from '../../generator/member-wish.js'
import type { TestProject } from '../support/project.js'

/** Adds a member to a project's only service. @returns the text of its file. */
export async function added(project: TestProject, member: MemberWish): Promise<string> {
  const { file } = await addMember({ projectFolder: project.folder, member, suggest: first })
  return project.read(file)
}

/** Adds a member in vain. @returns the message. */
export async function refusal(
  project: TestProject,
  member: MemberWish,
  service?: string,
): Promise<string> {
  let message = ''
  const before = project.read('src/greeting.service.ts')
  await assert.rejects(
    addMember({ projectFolder: project.folder, service, member, suggest: first }),
    (error) => {
      assert.ok(error instanceof ExpectedError, String(error))
      message = error.message
      return true
    },
  )
  assert.equal(project.read('src/greeting.service.ts'), before, 'nothing was written')
  return message
}

function first(_: string, candidates: Iterable<string>): string | undefined {
  return [...candidates][0]
}

import { type AddMemberOptions, addMember } from '../generator/add-member.js'
import type { MemberWish } from '../generator/member-wish.js'
import { suggest } from './suggest.js'

/** Adds a member to a service's class, and shows what has changed in its file. */
export async function addMemberTo(
  service: string | undefined,
  member: MemberWish,
  flags: { readonly dryRun?: true },
): Promise<void> {
  const options: AddMemberOptions = { projectFolder: process.cwd(), service, member, suggest }
  const { file, diff } = await addMember({ ...options, dryRun: flags.dryRun ?? false })
  if (diff.length === 0) {
    process.stdout.write(`  identical  ${file}\n`)
    return
  }
  process.stdout.write(`     change  ${file}\n`)
  let last = 0
  for (const { sign, text, line } of diff) {
    // Between changes that are apart, where the next one is.
    if (line > last + 1) process.stdout.write(`\n  line ${line}\n`)
    process.stdout.write(`  ${sign} ${text}`.trimEnd().concat('\n'))
    last = sign === '-' ? line - 1 : line
  }
  if (flags.dryRun) process.stderr.write('nothing was written: this was a dry run\n')
  else process.stdout.write('\nnext: mycelia generate\n')
}

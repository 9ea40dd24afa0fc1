import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { generate } from '../../generator/generate.js'
import { GREETING, makeProject } from '../support/project.js'

/** Names that a service may be given on purpose, or by a source that somebody else has written. */
const NAMES = [
  '../../evil',
  '/tmp/evil',
  '..',
  'a/b',
  'a\\\\b',
  'a\\u0000b',
  '__proto__',
  "x'+process.exit()+'",
]

describe('the name of a service', () => {
  for (const name of NAMES) {
    it(`leads no file out of the folder of generated ones: ${name}`, async () => {
      using project = makeProject({
        'src/greeting.service.ts': GREETING.replace("'greeting_service'", JSON.stringify(name)),
      })
      const before = readdirSync(join(project.folder, '..')).filter((file) => /evil/.test(file))
      const { changes } = await generate({ projectFolder: project.folder })
      for (const path of [...changes.create, ...changes.replace]) {
        assert.match(path, /^src\/generated\/[\w.-]+$/)
      }
      const after = readdirSync(join(project.folder, '..')).filter((file) => /evil/.test(file))
      assert.deepEqual(after, before)
      assert.ok(!existsSync(join(project.folder, 'evil.client.ts')))
      assert.deepEqual(readdirSync(join(project.folder, 'src')).sort().slice(-1), [
        'greeting.service.ts',
      ])
    })
  }
})

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { templates as templateTable } from '../../generator/scaffold/index.js'
import { renderTemplate } from '../../generator/scaffold/render.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'

const values = {
  name: 'my-orders',
  className: 'MyOrdersService',
  service: 'my_orders_service',
  packageName: '@acme/my-orders',
  description: 'A service.',
  example: 'my_orders_service.hello ujun',
  pinned: true,
  password: '0123456789abcdef',
  versions: {
    mycelia: '^1.0.0',
    peer: '^1.0.0',
    'create-service': '^1.0.0',
    '@types/node': '^20.0.0',
    tsx: '^4.0.0',
    typescript: '^7.0.0',
  },
  run: 'npm run',
  exec: 'npx --no',
  install: 'npm install',
  docker: { manifests: 'package.json', vendor: true, install: 'npm install' },
}

const templates = join(checkout, 'templates')

describe('the templates', () => {
  it('are a folder each, over what all projects have in common', () => {
    const named = templateTable.map(({ name }) => name as string)
    assert.deepEqual(readdirSync(templates).sort(), [...named, 'project'].sort())
  })
})

for (const template of readdirSync(templates)) {
  describe(`the template ${template}`, () => {
    it('renders every file, names included, and leaves nothing over', async () => {
      const sources = (await listFiles(join(templates, template))).filter((it) => !it.endsWith('/'))
      const files = await renderTemplate(template, values)
      assert.equal(files.length, sources.length)
      assert.ok(files.length > 0)
      for (const { path, content } of files) {
        assert.doesNotMatch(`${path}\n${content}`, /\{\{|\}\}|undefined|\[object|&quot;|&#x/, path)
        assert.match(content as string, /[^\n]\n$/, `${path} ends with one newline`)
      }
    })

    it('holds no file that npm would leave out of the package', async () => {
      const names = (await listFiles(join(templates, template))).map((path) =>
        path.split('/').at(-1),
      )
      for (const name of names) assert.doesNotMatch(name!, /^\.|^package-lock\.json$/)
    })

    it('refuses to render without a value that it names', async () => {
      const { name, ...others } = values
      await assert.rejects(renderTemplate(template, others), /cannot be rendered: "name" not/)
    })

    it('writes valid JSON', async () => {
      for (const { path, content } of await renderTemplate(template, values)) {
        if (path.endsWith('.json')) JSON.parse(content as string)
      }
    })
  })
}

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse } from 'yaml'
import { planProject, templates } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { publishedPackages } from './published-packages.js'
import { runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'

const hasCompose = await runProcess('docker', ['compose', 'version'], checkout).then(
  ({ code }) => code === 0,
  () => false,
)

/** Durations as Compose writes them, and what its schema leaves to programs. */
const FORMATS = {
  duration: /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/,
  expose: true,
  ports: true,
  subnet_ip_address: true,
} as const

async function composeSchema(): Promise<ValidateFunction<any>> {
  const path = join(checkout, 'test/fixtures/compose/compose-spec.json')
  const { $schema, ...schema } = JSON.parse(await readFile(path, 'utf8'))
  const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS })
  return ajv.compile(schema)
}

for (const { name: template } of templates) {
  describe(`compose.yaml of the template ${template}`, () => {
    const packages = publishedPackages({ after })
    const files = packages.then(async (packages) => {
      const folder = join(checkout, 'nowhere')
      const plan = await planProject({ name: 'orders', folder, template }, packages)
      return new Map(plan.files.map(({ path, content }) => [path, content as string]))
    })
    const compose = files.then((files) => parse(files.get('compose.yaml')!))

    it('is valid by the schema of the Compose Specification', async () => {
      const validate = await composeSchema()
      assert.ok(validate(await compose), JSON.stringify(validate.errors, null, 2))
      assert.ok(
        !validate({ services: { orders: { imagee: 'x' } } }),
        'the schema refuses something',
      )
    })

    it('opens the broker to this machine alone', async () => {
      const { rabbitmq, orders } = (await compose).services
      assert.equal(rabbitmq.image, 'rabbitmq:4-management')
      assert.deepEqual(rabbitmq.ports, ['127.0.0.1:5672:5672', '127.0.0.1:15672:15672'])
      assert.equal(orders.ports, undefined)
    })

    it('starts the services when the broker is healthy', async () => {
      const { rabbitmq, orders } = (await compose).services
      assert.deepEqual(rabbitmq.healthcheck.test.slice(0, 2), ['CMD', 'rabbitmq-diagnostics'])
      assert.deepEqual(orders.depends_on, { rabbitmq: { condition: 'service_healthy' } })
      assert.equal(orders.build, '.')
    })

    it('gives the broker a user of its own, whose password is in a file that git ignores', async () => {
      const { rabbitmq, orders } = (await compose).services
      const { RABBITMQ_DEFAULT_USER: user, RABBITMQ_DEFAULT_PASS: password } = rabbitmq.environment
      assert.equal(user, 'orders')
      assert.match(password, /^\$\{RABBITMQ_PASSWORD:\?/)
      assert.equal(orders.environment.AMQP_URI, `pyamqp://${user}:${password}@rabbitmq`)
      const [, made] = /^RABBITMQ_PASSWORD=([0-9a-f]{32})$/m.exec((await files).get('.env')!)!
      assert.match(
        (await files).get('.env')!,
        new RegExp(`^AMQP_URI=.*orders:${made}@localhost$`, 'm'),
      )
      for (const ignore of ['.gitignore', '.dockerignore']) {
        assert.match((await files).get(ignore)!, /^\.env$/m)
      }
      for (const [path, content] of await files) {
        if (path !== '.env') assert.ok(!content.includes(made!), `${path} holds no password`)
      }
    })

    it('can be overridden, as docs/deploying.md has it, by a user with less rights', async () => {
      const document = await readFile(join(checkout, 'docs/deploying.md'), 'utf8')
      const [, yaml] = /```yaml\n(services:\n.*?)```/s.exec(document)!
      const override = parse(yaml!.replaceAll('greeting', 'orders'))
      const validate = await composeSchema()
      assert.ok(validate(override), JSON.stringify(validate.errors, null, 2))
      assert.ok('orders' in (await compose).services)
      const { permissions } = JSON.parse((await files).get('package.json')!).scripts
      const [, user, variable] = /--user (\S+) --password-from (\S+) --apply$/.exec(permissions)!
      const { AMQP_URI: uri } = override.services.orders.environment
      assert.match(uri, new RegExp(`^pyamqp://${user}:\\$\\{${variable}:\\?[^}]+\\}@rabbitmq$`))
    })

    it('is understood by docker compose', {
      skip: hasCompose ? false : 'docker compose is not installed',
    }, async (t) => {
      const folder = temporaryFolder(t)
      for (const path of ['compose.yaml', '.env']) {
        await writeFile(join(folder, path), (await files).get(path)!)
      }
      const { code, stderr } = await runProcess('docker', ['compose', 'config', '--quiet'], folder)
      assert.equal(code, 0, stderr)
    })
  })
}

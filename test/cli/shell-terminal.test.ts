import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brokers } from '../support/brokers.js'
import { noTerminal, openTerminal, type Terminal } from '../support/terminal.js'
import { type ServedProject, serveProject } from './shell-service.js'

for (const broker of brokers) {
  describe(`mycelia shell in a terminal, on ${broker.name}`, { skip: noTerminal ?? false }, () => {
    let project: ServedProject

    before(async () => {
      project = await serveProject(broker)
    })
    after(() => project[Symbol.asyncDispose]())

    async function open(): Promise<Terminal> {
      const terminal = await openTerminal(['shell'], {
        cwd: project.folder,
        env: { XDG_STATE_HOME: join(project.folder, 'state'), NO_COLOR: '1' },
      })
      await terminal.until(/^>$/m)
      return terminal
    }

    it('greets with product, version and broker, the password masked', async () => {
      await using terminal = await open()
      const screen = await terminal.until(/^>$/m)
      assert.match(
        screen,
        /^Mycelia \d+\.\d+\.\d+ shell, Node [\d.]+\nBroker: amqp:\/\/guest:\*\*@/,
      )
    })

    it('completes services and methods by Tab, and shows results with the time they took', async () => {
      await using terminal = await open()
      await terminal.press('n.rpc.gree', 'Tab')
      await terminal.until(/^> n\.rpc\.greeting_service$/m)
      await terminal.press('.he', 'Tab')
      await terminal.until(/^> n\.rpc\.greeting_service\.hello$/m)
      await terminal.press("('tab')", 'Enter')
      await terminal.until(/^'Hello, tab!'\n\(greeting_service\.hello [\d.]+ ms\)\n>$/m)
    })

    it('completes what .describe is asked for, and names in quotes', async () => {
      await using terminal = await open()
      await terminal.press('.describe greeting_service.h', 'Tab')
      await terminal.until(/^> \.describe greeting_service\.hello$/m)
      await terminal.press('Enter')
      await terminal.until(/^hello\(name: string, style\?: Style\): string$/m)
      await terminal.press("n.rpc['gree", 'Tab')
      await terminal.until(/^> n\.rpc\['greeting_service'\]$/m)
    })

    it('gives up the call under way on ^C, and goes on', async () => {
      await using terminal = await open()
      await terminal.press('n.rpc.greeting_service.wait(60000)', 'Enter', 'C-c')
      await terminal.until(/^Cancelled: greeting_service\.wait/m)
      await terminal.press('6 * 7', 'Enter')
      await terminal.until(/^42$/m)
    })

    it('goes on over several lines, and forgets them on ^C', async () => {
      await using terminal = await open()
      await terminal.press('[1,', 'Enter', '2]', 'Enter')
      await terminal.until(/^\[ 1, 2 \]$/m)
      await terminal.press('[3,', 'Enter', 'C-c', '7 * 7', 'Enter')
      await terminal.until(/^49$/m)
    })

    it('leaves on ^D with exit code 0, and remembers what was typed for the next time', async () => {
      {
        await using terminal = await open()
        await terminal.press('11 * 11', 'Enter')
        await terminal.until(/^121$/m)
        await terminal.press('C-d')
        await terminal.until(/^exit code 0$/m)
      }
      const file = join(project.folder, 'state/mycelia/shell-history')
      assert.match(readFileSync(file, 'utf8'), /^11 \* 11$/m)
      assert.equal(statSync(file).mode & 0o077, 0)
      await using again = await open()
      await again.press('Up')
      await again.until(/^> 11 \* 11$/m)
    })
  })
}

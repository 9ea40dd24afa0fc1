import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { generatorVersion } from '../../generator/version.js'
import { runCommand, startCommand } from '../support/command.js'

const COMMANDS = [
  'dev',
  'run',
  'call',
  'shell',
  'generate',
  'add',
  'build',
  'show-config',
  'doctor',
  'broker',
]

describe('mycelia --help', () => {
  it('teaches by examples and says what the exit codes mean', async () => {
    const { code, stdout, stderr } = await runCommand('mycelia', ['--help'])
    assert.equal(code, 0)
    assert.equal(stderr, '')
    for (const command of COMMANDS) {
      assert.match(stdout, new RegExp(`^  ${command}\\b`, 'm'))
    }
    assert.match(stdout, /\$ mycelia call greeting_service\.hello ujun/)
    assert.match(stdout, /Exit codes: 0 done, 1 failed, 2 used wrongly/)
  })

  for (const command of COMMANDS) {
    it(`explains ${command}`, async () => {
      const { code, stdout } = await runCommand('mycelia', [command, '--help'])
      assert.equal(code, 0)
      assert.match(stdout, new RegExp(`^Usage: mycelia ${command}`))
    })
  }

  for (const bin of ['mycelia', 'create-service'] as const) {
    it(`tells the version of ${bin}`, async () => {
      const { code, stdout } = await runCommand(bin, ['--version'])
      assert.deepEqual([code, stdout], [0, `${generatorVersion}\n`])
    })
  }

  it('ends without a word when nobody reads on', async () => {
    const command = startCommand('mycelia', ['--help'])
    command.child.stdout?.destroy()
    assert.equal((await command.ended).stderr, '')
  })

  it('is shown, as an error, when no command is given', async () => {
    const { code, stdout, stderr } = await runCommand('mycelia', [])
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^Usage: mycelia/)
  })
})

describe('a mistyped command line ends with exit code 2 and', () => {
  for (const [what, args, expected] of [
    ['a suggestion for the command', ['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [
      'a suggestion for the option',
      ['run', '--brokr', 'x'],
      /unknown option '--brokr'\n\(Did you mean --broker\?\)/,
    ],
    ['the missing argument', ['call'], /missing required argument 'service\.method'/],
    [
      'the form of a duration',
      ['call', 'a.b', '--timeout', '1x'],
      /--timeout: "1x" is not a duration: write a number and its unit/,
    ],
    [
      'the form of a method',
      ['call', 'hello'],
      /"hello" does not name a method: write service\.method/,
    ],
    [
      'the form of --kwargs',
      ['call', 'a.b', '--kwargs', '[1]'],
      /--kwargs takes a JSON object.*\[1\]/,
    ],
    ['what can be added', ['add'], /name what to add, as in: mycelia add \.\.\/greeting/],
    [
      'a source beside --remove',
      ['add', '../greeting', '--remove', 'greeting'],
      /--remove takes a client away: name no source beside it/,
    ],
    ['the missing method', ['add', 'rpc', 'orders'], /missing required argument 'method'/],
    [
      'the missing source of an event',
      ['add', 'event', 'orders', 'ship', '--type', 'placed'],
      /required option '--from <service>' not specified/,
    ],
    [
      'the missing event',
      ['add', 'event', 'orders', 'ship', '--from', 'shop'],
      /required option '--type <event>' not specified/,
    ],
    [
      'what excludes each other',
      ['generate', '--check', '--watch'],
      /--check and --watch exclude each other/,
    ],
  ] as const) {
    it(what, async () => {
      const { code, stdout, stderr } = await runCommand('mycelia', args)
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, expected)
    })
  }
})

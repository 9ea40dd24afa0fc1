import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type Contract, contractFromJson, contractHash } from 'mycelia/contract'
import { callerContract } from '../../generator/clients/caller-contract.js'
import { problemsOf } from '../read/read-source.js'

/** What is wrong, and where: the members, the first of which stands in line 5, and the problem. */
const REFUSED: readonly (readonly [members: string, problem: string])[] = [
  [
    '@websocket m(...ids: string[]): void {}',
    '5:17 - Subject.m: `...ids` takes any number of arguments, and those of a web socket come by name\n' +
      '  write one parameter with an array: `ids: Item[]`',
  ],
  [
    "@rpc @websocket({ name: 'n' }) m(): void {}",
    '5:25 - Subject.m: `name` is given in @websocket, and the method has @rpc, too\n' +
      '  write it in @rpc({ name: ... }): it counts for both',
  ],
  [
    "@websocket m(): void {}\n@websocket({ name: 'm' }) n(): void {}",
    "6:27 - Subject.n: the method is 'm' on a web socket, and so is `m`\n" +
      "  give one of them another name: `@websocket({ name: '...' })`",
  ],
  [
    "@websocket({ sensitive: 'pin' }) m(pim: string): void {}",
    "5:25 - Subject.m: the sensitive argument 'pin' fits no argument of the method\n" +
      "  begin with a parameter (pim), and go on with what its type has: 'card.number', 'items[0].pin'",
  ],
  [
    "@rpc @websocket({ sensitive: 'pin' }) m(pim: string): void {}",
    "5:30 - Subject.m: the sensitive argument 'pin' fits no argument of the method\n" +
      "  begin with a parameter (pim), and go on with what its type has: 'card.number', 'items[0].pin'",
  ],
  [
    '@websocket({ name: String(1) }) m(): void {}',
    '5:20 - Subject.m: the option `name` of @websocket is not known before the program runs\n' +
      "  write a literal: `name: 'get_order'`",
  ],
  [
    '@websocket private m(): void {}',
    '5:20 - Subject.m: @websocket is on a private method\n' +
      '  make it public, or take @websocket away',
  ],
  [
    '@websocket m(call: () => void): void {}',
    '5:14 - Subject.m: `call` is a function, and functions cannot travel\n' +
      '  leave it out of the type, or send what it returns',
  ],
]

describe('a method with @websocket', () => {
  for (const [members, problem] of REFUSED) {
    it(`is refused, with its place and what to write: ${members.split('\n').at(-1)}`, () => {
      const found = problemsOf({
        'src/a.service.ts': `import { rpc, service, websocket } from 'mycelia'

@service('subject')
export class Subject {
${members}
}
`,
      })
      assert.deepEqual(found, [`src/a.service.ts:${problem}`])
    })
  }
})

describe('the contract of a service with web sockets', () => {
  const file = new URL('../golden/chat/src/generated/chat.contract.json', import.meta.url)
  const contract = contractFromJson(readFileSync(file, 'utf8'))
  const { websocket: _, ...without } = contract

  it('has the hash that it would have without them: RPC clients see nothing of them', () => {
    assert.equal(contractHash(contract), contractHash(without))
    const errors: Contract = { ...without, errors: [] }
    assert.equal(contractHash(contract), contractHash(errors))
  })

  it('is without them, and what they alone fail with, for clients elsewhere', () => {
    const { websocket, errors } = callerContract(contract)
    assert.deepEqual([websocket, errors], [undefined, []])
  })
})

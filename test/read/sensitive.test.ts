import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatProblem } from '../../generator/read/index.js'
import { readFiles, readSubject, subject } from './read-source.js'

const CARD = 'interface Card { number: string; items?: { pin: string }[]; more: unknown }'

function problemsOf(members: string): readonly string[] {
  const { problems } = readFiles({ 'src/subject.service.ts': subject(members, CARD) })
  return problems.map(formatProblem)
}

describe('the option `sensitive`', () => {
  it('takes paths that lead somewhere', () => {
    readSubject(
      `@rpc({ sensitive: 'card' }) a(card: Card): void {}
@rpc({ sensitive: ['card.number', 'card.items[0].pin', 'card.items[*]', 'card.more.x'] }) b(card: Card | null): void {}
@rpc({ sensitive: 'pins[*]' }) c(...pins: string[]): void {}
@rpc({ sensitive: 'card_no', params: ['card_no'] }) d(cardNo: string): void {}`,
      CARD,
    )
  })

  it('refuses paths that lead nowhere, where they stand', () => {
    const paths = ['cards', 'card.nmber', 'card[0]', 'card.items.pin', 'card.number.x', 'card..']
    const problems = problemsOf(
      paths
        .map((path, index) => `@rpc({ sensitive: '${path}' }) m${index}(card: Card): void {}`)
        .join('\n'),
    )
    assert.equal(problems.length, paths.length)
    paths.forEach((path, index) => {
      assert.match(problems[index]!, new RegExp(`subject\\.service\\.ts:${5 + index}:19`))
      assert.ok(problems[index]!.includes(`'${path}' fits no argument of the method`))
    })
  })

  it('is known before the program runs', () => {
    const [problem] = problemsOf('@rpc({ sensitive: String(Date.now()) }) a(card: Card): void {}')
    assert.match(problem!, /`sensitive` is not known before the program runs/)
  })

  it('is checked of routes, whose parameters go by their names in the request', () => {
    const source = (path: string) => `import { http, service } from 'mycelia'
@service('subject')
export class Subject {
  @http('POST', '/cards/:owner_id', { sensitive: '${path}' }) take(owner_id: string, card: Card): void {}
}
${CARD}
`
    const problems = (path: string) =>
      readFiles({ 'src/subject.service.ts': source(path) }).problems.map(formatProblem)
    assert.deepEqual(problems('card.number'), [])
    assert.deepEqual(problems('owner_id'), [])
    const [problem] = problems('card.nmber')
    assert.match(problem!, /subject\.service\.ts:4:50/)
    assert.match(problem!, /'card\.nmber' fits no argument of the method/)
  })

  it('is checked of handlers, whose parameter is the payload', () => {
    const source = (path: string) => `import { consume, on, service } from 'mycelia'
@service('subject')
export class Subject {
  @on('payments', 'paid', { sensitive: '${path}' }) paid(card: Card): void {}
  @consume('cards', { sensitive: '${path}' }) take(card: Card): void {}
}
${CARD}
`
    const problems = (path: string) =>
      readFiles({ 'src/subject.service.ts': source(path) }).problems.map(formatProblem)
    assert.deepEqual(problems('card.number'), [])
    assert.equal(problems('card.nmber').length, 2)
  })
})

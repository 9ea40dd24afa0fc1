import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { emitClientFiles } from '../../generator/emit/index.js'
import { readSubject } from '../read/read-source.js'

/** The client of a service whose method fails with these errors. */
function clientOf(thrown: readonly string[], declarations: string, result = 'void'): string {
  const throws = thrown.map((error) => `if (e === '${error}') throw new ${error}()`).join('\n')
  const contract = readSubject(
    `  @rpc m(e: string): ${result} { ${throws}; return null! }`,
    `import { ServiceError } from 'mycelia'\n${declarations}`,
  )
  const files = emitClientFiles(contract, { generatorVersion: '1.2.3' })
  return files.find(({ path }) => path === 'subject.client.ts')!.text
}

describe('the classes of errors in a client', () => {
  it('have another name where a type, the client or an import is called so', () => {
    const client = clientOf(
      ['Failed', 'SubjectClient', 'Retry', 'other.Failed'],
      `class Failed extends ServiceError {}
class SubjectClient extends ServiceError {}
class Retry extends ServiceError {}
namespace other {
  export class Failed extends ServiceError { static override readonly code = 'other.Failed' }
  export interface FailedError { id: string }
}`,
      'other.FailedError',
    )
    const classes = [...client.matchAll(/class (\w+) extends/g)].map(([, name]) => name)
    assert.deepEqual(classes, ['Failed', 'RetryError', 'SubjectClientError', 'FailedError2'])
    assert.match(client, /^ {2}m: Failed \| RetryError \| SubjectClientError \| FailedError2$/m)
  })

  it('stand behind those that they extend, which nothing can make that nobody throws', () => {
    const client = clientOf(
      ['A'],
      `class Z extends ServiceError {}
class M extends Z {}
class A extends M {}`,
    )
    const classes = [...client.matchAll(/export (.*) \{$/gm)].map(([, text]) => text)
    assert.deepEqual(classes.slice(1, 4), [
      'abstract class Z extends ServiceError',
      'abstract class M extends Z',
      'class A extends M',
    ])
  })

  it('extend none that has a field of another type', () => {
    const client = clientOf(
      ['Narrow'],
      `abstract class Wide extends ServiceError { readonly why: string = '' }
class Narrow extends Wide { override readonly why = 'late' as const }`,
    )
    assert.match(client, /class Narrow extends ServiceError \{/)
    assert.match(client, /declare readonly why: 'late'/)
  })

  it('are not there where no method fails with any', () => {
    assert.doesNotMatch(clientOf([], ''), /ServiceError|Errors/)
  })
})

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate and its key: PEM, and the files that they are in. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  readonly certFile: string
  readonly keyFile: string
}

export interface CertificateOptions {
  /** As OpenSSL writes them. @default none */
  readonly names?: string
  /** Days that it is valid: fewer than none for one that has expired. @default 2 */
  readonly days?: number
}

const KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' ')

/** An authority that issues certificates for one test file, into a folder of its own. */
export class Authority implements AsyncDisposable {
  readonly folder: string
  readonly own: Certificate
  #count = 0

  private constructor(folder: string, own: Certificate) {
    this.folder = folder
    this.own = own
  }

  static async create(): Promise<Authority> {
    const folder = await mkdtemp(join(tmpdir(), 'mycelia-tls-'))
    const files = ['-keyout', 'ca.key', '-out', 'ca.pem']
    await openssl(folder, ['req', '-x509', ...KEY, ...files, '-subj', '/CN=test', '-days', '2'])
    return new Authority(folder, await read(folder, 'ca'))
  }

  /** Issues a certificate. @param name Its common name. */
  async issue(name: string, { names, days = 2 }: CertificateOptions = {}): Promise<Certificate> {
    const stem = `issued-${this.#count++}`
    const files = ['-keyout', `${stem}.key`, '-out', `${stem}.csr`]
    await openssl(this.folder, ['req', ...KEY, ...files, '-subj', `/CN=${name}`])
    await writeFile(
      join(this.folder, `${stem}.ext`),
      names === undefined ? '' : `subjectAltName=${names}\n`,
    )
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', `${days}`]
    const given = ['-in', `${stem}.csr`, '-extfile', `${stem}.ext`, '-out', `${stem}.pem`]
    await openssl(this.folder, ['x509', '-req', ...by, ...given])
    return read(this.folder, stem)
  }

  /** A key under a passphrase. @returns its file. */
  async lock({ keyFile }: Certificate, passphrase: string): Promise<string> {
    const file = `${keyFile}.locked`
    const out = ['-out', file, '-aes256', '-passout', `pass:${passphrase}`]
    await openssl(this.folder, ['pkey', '-in', keyFile, ...out])
    return file
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true })
  }
}

async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  await run('openssl', args, { cwd })
}

async function read(folder: string, stem: string): Promise<Certificate> {
  const certFile = join(folder, `${stem}.pem`)
  const keyFile = join(folder, `${stem}.key`)
  return { certFile, keyFile, cert: await readFile(certFile), key: await readFile(keyFile) }
}

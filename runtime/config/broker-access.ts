import { readFile } from 'node:fs/promises'
import { ConfigError } from '../errors/index.js'
import type { BrokerAddress, LoginMethod, TlsSecrets } from '../transport/index.js'
import type { Config, TlsSettings } from './config.js'

/** All that is needed to connect to the brokers of a configuration. */
export interface BrokerAccess {
  readonly addresses: readonly BrokerAddress[]
  readonly heartbeat: number
  readonly loginMethod: LoginMethod
  /** Absent where no address speaks TLS. */
  readonly tls?: TlsSecrets
}

/**
 * Reads what a configuration only names, the files of `AMQP_SSL`, if TLS is spoken.
 * @throws {ConfigError} naming the key and the file when one cannot be read or is not what it should be.
 */
export async function brokerAccess(config: Config): Promise<BrokerAccess> {
  const { brokers: addresses, heartbeat, loginMethod } = config
  const speaksTls = addresses.some(({ protocol }) => protocol === 'amqps')
  return {
    addresses,
    heartbeat,
    loginMethod,
    ...(speaksTls && { tls: await readSecrets(config.tls) }),
  }
}

async function readSecrets(settings: TlsSettings): Promise<TlsSecrets> {
  const { caFile, certFile, keyFile, verify, passphrase, serverName, ciphers } = settings
  const [ca, cert, key] = await Promise.all([
    readPem('ca_certs', caFile),
    readPem('certfile', certFile),
    // As Python has it: without a keyfile, the key stands in the file of the certificate.
    readPem(keyFile === undefined ? 'certfile' : 'keyfile', keyFile ?? certFile),
  ])
  const secrets: TlsSecrets = {
    verify,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    ...(serverName !== undefined && { serverName }),
    ...(ciphers !== undefined && { ciphers }),
  }
  await refuseUnusable(secrets, settings)
  return secrets
}

async function readPem(key: string, file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = REASONS.get(code) ?? `cannot be read (${code})`
    throw new ConfigError(`AMQP_SSL.${key}: the file "${file}" ${why}`)
  }
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'is not there: correct the path; a relative one starts at the working directory'],
  ['EACCES', 'cannot be read: check its permissions'],
  ['EISDIR', 'is a folder: name a PEM file'],
])

/** Says now which part is wrong, where a failing handshake would only say that something is. */
async function refuseUnusable(
  { ca, cert, key, passphrase, ciphers }: TlsSecrets,
  { caFile, certFile, keyFile = certFile }: TlsSettings,
): Promise<void> {
  const { createSecureContext } = await import('node:tls')
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new ConfigError(`AMQP_SSL.ca_certs: the file "${caFile}" holds no PEM certificate`)
  }
  const attempt = (options: Parameters<typeof createSecureContext>[0], problem: string) => {
    try {
      createSecureContext(options)
    } catch (cause) {
      throw new ConfigError(`AMQP_SSL.${problem} (${(cause as Error).message})`, { cause })
    }
  }
  if (ca !== undefined) attempt({ ca }, `ca_certs: the file "${caFile}" is no PEM certificate`)
  if (ciphers !== undefined) attempt({ ciphers }, 'ciphers: OpenSSL knows none of them')
  if (cert === undefined || key === undefined) return
  attempt({ cert }, `certfile: the file "${certFile}" is no PEM certificate`)
  const secret = passphrase === undefined ? {} : { passphrase }
  attempt(
    { key, ...secret },
    `${keyFile === certFile ? 'certfile' : 'keyfile'}: the key in "${keyFile}" cannot be used: is it PEM, and is the passphrase right?`,
  )
  attempt(
    { cert, key, ...secret },
    `keyfile: the key in "${keyFile}" is not that of the certificate in "${certFile}"`,
  )
}

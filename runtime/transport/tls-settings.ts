/** How a broker and its client prove to each other who they are: PEM texts, already read. */
export interface TlsSecrets {
  /** Whether the broker must prove who it is. */
  readonly verify: boolean
  /** Authorities to trust. @default Node's */
  readonly ca?: Buffer
  /** The certificate to present. */
  readonly cert?: Buffer
  /** The key to that certificate. */
  readonly key?: Buffer
  /** Of the key. */
  readonly passphrase?: string
  /** The name that the broker's certificate must carry. @default the host */
  readonly serverName?: string
  /** Cipher suites to allow, as OpenSSL names them. @default Node's */
  readonly ciphers?: string
}

/** How a user proves who it is: by password, or by the certificate that it presents. */
export type LoginMethod = 'PLAIN' | 'AMQPLAIN' | 'EXTERNAL'

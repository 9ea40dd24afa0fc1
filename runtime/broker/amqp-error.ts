/** The reply codes of AMQP 0-9-1 and the names that RabbitMQ puts before each text. */
const NAMES = {
  311: 'CONTENT_TOO_LARGE',
  320: 'CONNECTION_FORCED',
  403: 'ACCESS_REFUSED',
  404: 'NOT_FOUND',
  405: 'RESOURCE_LOCKED',
  406: 'PRECONDITION_FAILED',
  501: 'FRAME_ERROR',
  502: 'SYNTAX_ERROR',
  503: 'COMMAND_INVALID',
  504: 'CHANNEL_ERROR',
  505: 'UNEXPECTED_FRAME',
  506: 'RESOURCE_ERROR',
  530: 'NOT_ALLOWED',
  540: 'NOT_IMPLEMENTED',
  541: 'INTERNAL_ERROR',
} as const

export type ReplyCode = keyof typeof NAMES

/** Bytes that a short string can hold. */
const TEXT_LIMIT = 255

/** What a client has done wrong, in RabbitMQ's words. The code decides whether only its channel ends. */
export class AmqpError extends Error {
  constructor(
    readonly code: ReplyCode,
    message: string,
  ) {
    super(message)
  }

  /** Whether it ends the connection: the specification's hard errors. */
  get endsConnection(): boolean {
    return this.code === 320 || this.code >= 500
  }

  /** What is sent. */
  get text(): string {
    const text = `${NAMES[this.code]} - ${this.message}`
    return Buffer.byteLength(text) <= TEXT_LIMIT ? text : truncate(text)
  }
}

function truncate(text: string): string {
  // A character that the cut went through is left out.
  const begin = Buffer.from(text).subarray(0, TEXT_LIMIT - 3)
  return `${new TextDecoder().decode(begin, { stream: true })}...`
}

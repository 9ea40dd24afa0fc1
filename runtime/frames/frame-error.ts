/**
 * What a peer sent is not AMQP: `501` for a broken frame or one that cannot be decoded,
 * `502` for a table or properties of unknown form, `503` for an unknown method.
 */
export class FrameError extends Error {
  constructor(
    readonly replyCode: 501 | 502 | 503 | 505,
    message: string,
  ) {
    super(message)
  }
}

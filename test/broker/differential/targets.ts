/** Where a broker listens, and as whom to speak to it. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly vhost: string
}

/** Takes an AMQP URI apart. */
export function targetOf(uri: string): Target {
  const url = new URL(uri)
  const path = url.pathname.slice(1)
  return {
    host: url.hostname,
    port: Number(url.port || 5672),
    user: decodeURIComponent(url.username || 'guest'),
    password: decodeURIComponent(url.password || 'guest'),
    vhost: path === '' ? '/' : decodeURIComponent(path),
  }
}

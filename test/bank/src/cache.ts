import { provider, type Token } from 'mycelia'
import { createClient } from 'redis'

/** What the bank keeps in Redis. */
export interface Cache {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<unknown>
}

export const Cache: Token<Cache> = provider({
  name: 'Cache',
  async start({ config, log }) {
    const redis = createClient({ url: String(config.REDIS_URL) })
    redis.on('error', (error) => log.warn('Redis', { error }))
    await redis.connect()
    return redis
  },
  get: (redis): Cache => ({
    get: (key) => redis.get(key),
    set: (key, value) => redis.set(key, value, { expiration: { type: 'EX', value: 60 } }),
  }),
  stop: (redis) => redis.close(),
  kill: (redis) => redis.destroy(),
  stopTimeout: '5s',
})

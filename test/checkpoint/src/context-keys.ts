import { type ContextKey, contextKey, type LocalKey, localKey } from 'mycelia'
import * as z from 'zod'

export interface User {
  readonly id: number
  readonly name: string
}

/** Whose data a call works on. It travels. */
export const tenant: ContextKey<string> = contextKey('tenant', z.string().regex(/^[a-z]+$/))

/** Who calls. It never travels: each service finds out for itself. */
export const user: LocalKey<User> = localKey<User>('user')

import { type ContextKey, contextKey } from './context-key.js'

// What Nameko's own dependencies call by these names (`dependency_providers.py`, `ContextDataProvider`).

/** What the caller proves itself with, as Nameko's `AuthToken`: `auth_token` on the wire. */
export const authToken: ContextKey<string> = contextKey('auth_token')

/** The language that the caller wants answers in, as Nameko's `Language`. */
export const language: ContextKey<string> = contextKey('language')

/** What the first caller's program calls itself, as Nameko's `UserAgent`: `user_agent` on the wire. */
export const userAgent: ContextKey<string> = contextKey('user_agent')

/** Whom the caller says it acts for, as Nameko's `UserId`: `user_id` on the wire. Nobody has verified it. */
export const userId: ContextKey<string | number> = contextKey('user_id', {
  safeParse: (value) =>
    typeof value === 'string' || typeof value === 'number'
      ? { success: true, data: value }
      : {
          success: false,
          error: { issues: [{ path: [], message: 'expected a string or a number' }] },
        },
})

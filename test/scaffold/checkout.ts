import { fileURLToPath } from 'node:url'

/** The root of this repository. */
export const checkout: string = fileURLToPath(new URL('../../', import.meta.url))

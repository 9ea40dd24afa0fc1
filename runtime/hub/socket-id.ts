import { type LocalKey, localKey } from '../token/index.js'

/** The id of the web socket that a call has come in by: `inject(socketId)`; undefined for other calls. */
export const socketId: LocalKey<string> = localKey('socketId')

export type { PythonNote } from './notes.js'
export type { ClientNaming } from './read-parameters.js'
export { type PythonOffer, type PythonOptions, readPython } from './read-python.js'

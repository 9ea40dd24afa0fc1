import { type PythonReader, readClientSources } from './clients/index.js'

/** What reads Python, loaded only where a client of a project comes from it. */
export async function pythonReader(generatedFolder: string): Promise<PythonReader | undefined> {
  const isNeeded = readClientSources(generatedFolder).some(({ language }) => language === 'python')
  return isNeeded ? (await import('./python/index.js')).readPython : undefined
}

import { type Finding, ok, problem } from './finding.js'

const LEAST = [20, 19] as const

/** Whether Node is recent enough. */
export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) {
    return ok('node', `Node ${version}`)
  }
  return problem(
    'node',
    `Node ${version} is too old`,
    `install ${LEAST.join('.')} or later, best the newest version with long-term support`,
  )
}

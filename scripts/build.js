// Builds the packages: `node scripts/build.js` both, `node scripts/build.js runtime` only that one.
// Each is compiled to a folder beside its `dist`, which it replaces only when all went well: who
// runs what was built before is not disturbed for longer than a rename, and a failure breaks nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(
  /package\.json$/,
  'bin/tsc',
)

/** In order: the tools are compiled against the declarations of the runtime. */
const PACKAGES = {
  runtime: { project: 'runtime', folder: 'runtime' },
  tools: { project: 'tsconfig.build.json', folder: '.' },
}

const only = process.argv[2]
if (only !== undefined && !Object.hasOwn(PACKAGES, only)) {
  process.stderr.write(`usage: node scripts/build.js [${Object.keys(PACKAGES).join(' | ')}]\n`)
  process.exit(2)
}
const wanted = Object.entries(PACKAGES).filter(([name]) => only === undefined || only === name)
if (!wanted.every(([, { project, folder }]) => build(project, join(root, folder)))) {
  process.exitCode = 1
}

/** Whether it went well; if not, the compiler has told why. */
function build(project, folder) {
  const dist = join(folder, 'dist')
  // As deep as `dist`, because source maps point out of it; compilers overlook what begins with a dot.
  const fresh = join(folder, `.dist-${process.pid}`)
  try {
    const args = [tsc, '-p', join(root, project), '--outDir', fresh]
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
    if (status !== 0) return false
    replace(dist, fresh)
    process.stdout.write(`built ${relative(root, dist)}\n`)
    return true
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function replace(folder, fresh) {
  const old = `${fresh}-old`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

// Runs a benchmark: `npm run bench -- call` runs `bench/call/index.ts`. Without a name it lists them.
// What is measured is the runtime as it ships, in `runtime/dist`: tsx names every function that it
// compiles, each time that one is made.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bench')
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')))
const [name, ...args] = process.argv.slice(2)

if (!names.includes(name)) {
  process.stderr.write(`usage: npm run bench -- ${names.join(' | ')}\n`)
  process.exit(2)
}
const script = join(folder, name, 'index.ts')
const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
  stdio: 'inherit',
})
process.on('SIGINT', () => {})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})

// Starts a real cluster, runs an example against it, and takes it down again: node run.mjs tutorial
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { startCluster } from '@rc/testing'

const here = new URL('.', import.meta.url)
const names = readdirSync(here)
  .filter(file => file.endsWith('.ts'))
  .map(file => file.replace('.ts', ''))
const [name] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`Usage: npm run example -- <name>\n\nExamples: ${names.join(', ')}`)
  process.exit(2)
}

console.error('Starting three primaries and three replicas …')
const cluster = await startCluster({ primaries: 3, replicas: 1, logger: line => console.error(line) })
try {
  const [{ port }] = cluster.nodes
  const child = spawn(process.execPath, ['--import', 'tsx', new URL(`${name}.ts`, here).pathname], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'inherit',
  })
  process.exitCode = await new Promise(resolve => child.on('exit', code => resolve(code ?? 1)))
} finally {
  await cluster.stop()
}

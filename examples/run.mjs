// Starts a real cluster, or plain servers, runs an example against it, and takes it down again: node run.mjs tutorial
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { startCluster, startServers } from '@rc/testing'

const here = new URL('.', import.meta.url)
const names = readdirSync(here)
  .filter(file => file.endsWith('.ts'))
  .map(file => file.replace('.ts', ''))
const [name] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`Usage: npm run example -- <name>\n\nExamples: ${names.join(', ')}`)
  process.exit(2)
}

const logger = line => console.error(line)
const sharded = name === 'sharding'
console.error(sharded ? 'Starting two servers …' : 'Starting three primaries and three replicas …')
const servers = sharded ? await startServers(2, { logger }) : await startCluster({ primaries: 3, replicas: 1, logger })
try {
  const ports = servers.nodes.map(node => String(node.port))
  const child = spawn(process.execPath, ['--import', 'tsx', new URL(`${name}.ts`, here).pathname], {
    env: { ...process.env, PORT: ports[0], PORTS: ports.join(',') },
    stdio: 'inherit',
  })
  process.exitCode = await new Promise(resolve => child.on('exit', code => resolve(code ?? 1)))
} finally {
  await servers.stop()
}

// Tries the packages as a user gets them: packed, installed into an empty folder, run from ESM and from CommonJS against
// a real cluster, and compiled under strict TypeScript. Run after the build.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './toolchain.mjs'

const folder = mkdtempSync(join(tmpdir(), 'rc-consumer-'))
const show = { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }

/** The first example of the README: what a newcomer copies, with the address of the cluster that runs. */
function readmeExample() {
  const [, code] =
    /```ts\n(import [^\n]* from '@rc\/client'[\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  if (code === undefined) throw new Error('The README has no first example.')
  return code
}

try {
  const tarballs = readdirSync(join(root, 'packages')).map(name => {
    execFileSync('pnpm', ['pack', '--pack-destination', folder], { cwd: join(root, 'packages', name), stdio: 'ignore' })
    const { version } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
    return `./rc-${name}-${version}.tgz`
  })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...tarballs], show)
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true })
  cpSync(join(root, 'node_modules', '@types', 'node'), join(folder, 'node_modules', '@types', 'node'), {
    recursive: true,
    dereference: true,
  })
  cpSync(
    join(root, 'node_modules', '.pnpm', 'node_modules', 'undici-types'),
    join(folder, 'node_modules', 'undici-types'),
    { recursive: true, dereference: true },
  )

  const example = readmeExample()
  const run = body => `
const cluster = await startCluster({ primaries: 3, replicas: 0 })
try {
${body}
  // What is loaded when it is first used, and so is easily missing from what is published.
  const whole = new RedisCluster({ nodes: cluster.seeds, crossSlot: 'emulate', cache: { maxEntries: 10, maxBytes: 1e6, ttlMs: 1000 } })
  const news = await whole.subscribe('news')
  await whole.publish('news', 'hello')
  const heard = await news.getMessage(5000)
  if (heard === null || heard.message !== 'hello') throw new Error('the message did not come')
  await news.unsubscribe()
  await whole.set('one', 'x')
  await whole.rename('one', 'another')
  if ((await whole.get('another')) !== 'x' || (await whole.get('another')) !== 'x') throw new Error('it was not renamed')
  await whole.xadd('stream', '*', { field: 'value' })
  for await (const { message } of whole.xconsumer({ streams: { stream: '0' } })) {
    if (message.field !== 'value') throw new Error('the entry is another')
    break
  }
  const found = []
  for await (const key of whole.scan()) found.push(key)
  if (!found.includes('another')) throw new Error('the scan missed a key')
  await whole.noreply().settled()
  await whole.close()
  const sharded = new ShardedRedis({ nodes: { only: { host: '127.0.0.1', port: 1 } } })
  if (sharded.getNodeFor('k').name !== 'only') throw new Error('the key lives nowhere')
  await sharded.close()
  // In the shape of ioredis, which is not installed here.
  const shaped = new Cluster(cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })), { keyPrefix: 'app:' })
  shaped.defineCommand('twice', { numberOfKeys: 1, lua: "return redis.call('incrby', KEYS[1], 2)" })
  const queued = await shaped.multi().twice('{n}a').hset('{n}h', { f: 'v' }).hgetall('{n}h').exec()
  if (JSON.stringify(queued) !== '[[null,2],[null,1],[null,{"f":"v"}]]') throw new Error('the transaction answered otherwise')
  await shaped.quit()
  const { ReplyError } = await import('@rc/errors')
  const viaRequire = require('@rc/errors')
  const error = await new RedisCluster({ nodes: cluster.seeds }).incr('name').catch(e => e)
  if (!(error instanceof ReplyError) || !(error instanceof viaRequire.ReplyError)) throw new Error('instanceof fails between ESM and CommonJS')
} finally {
  await cluster.stop()
}
process.exit(0)
`
  const body = example
    .replace(/^import .*$/m, '')
    .replace("['127.0.0.1:7000']", 'cluster.seeds')
    .replaceAll(/^/gm, '  ')
  writeFileSync(
    join(folder, 'consumer.mjs'),
    `import { createRequire } from 'node:module'\nimport { isRedisClusterError, RedisCluster } from '@rc/client'\nimport { Cluster } from '@rc/ioredis'\nimport { ShardedRedis } from '@rc/sharding'\nimport { startCluster } from '@rc/testing'\nconst require = createRequire(import.meta.url)\n${run(body)}`,
  )
  writeFileSync(
    join(folder, 'consumer.cjs'),
    `const { isRedisClusterError, RedisCluster } = require('@rc/client')\nconst { Cluster } = require('@rc/ioredis')\nconst { ShardedRedis } = require('@rc/sharding')\nconst { startCluster } = require('@rc/testing')\nasync function main() {${run(body)}}\nmain()\n`,
  )
  for (const file of ['consumer.mjs', 'consumer.cjs']) {
    console.log(`— ${file}`)
    execFileSync(process.execPath, [file], show)
  }

  console.log('— rc')
  const rc = join(folder, 'node_modules', '.bin', 'rc')
  execFileSync(rc, ['--help'], { ...show, stdio: 'ignore' })
  const planned = execFileSync(rc, ['plan', '--json'], { cwd: folder, input: 'a\nb\n' }).toString()
  if (typeof JSON.parse(planned) !== 'object') throw new Error('rc plan printed no JSON')

  console.log('— types')
  // Types of @rc/ioredis are made of those of ioredis, which whoever wants a library on it has.
  symlinkSync(
    realpathSync(join(root, 'packages', 'ioredis', 'node_modules', 'ioredis')),
    join(folder, 'node_modules', 'ioredis'),
  )
  writeFileSync(
    join(folder, 'esm.mts'),
    `${example}\nimport { ClusterClient } from '@rc/client/bare'\nimport { keySlot } from '@rc/slots'\nexport { ClusterClient, keySlot }\nconst a: string | null = name\nconst b: number = visits\nexport { a, b }\n`,
  )
  const shaped = [
    'export const demanded: IoredisCluster = new Cluster([7000]).asIoredis()',
    "export const got: Promise<string | null> = new Cluster([7000]).get('k')",
    '',
  ].join('\n')
  writeFileSync(
    join(folder, 'ioredis.mts'),
    `import { Cluster } from '@rc/ioredis'\nimport type { Cluster as IoredisCluster } from 'ioredis'\n${shaped}`,
  )
  writeFileSync(
    join(folder, 'ioredis.cts'),
    `import ioredis = require('ioredis')\nimport adapter = require('@rc/ioredis')\nconst { Cluster } = adapter\ntype IoredisCluster = ioredis.Cluster\n${shaped}`,
  )
  writeFileSync(
    join(folder, 'cjs.cts'),
    "import client = require('@rc/client')\nexport const rc = new client.RedisCluster({ nodes: 'a:1' })\nexport const value: Promise<string | null> = rc.get('k')\n",
  )
  const compilerOptions = {
    strict: true,
    target: 'ES2022',
    noEmit: true,
    types: ['node'],
    lib: ['ES2023', 'ESNext.Disposable'],
  }
  for (const [module, moduleResolution, include] of [
    ['NodeNext', 'NodeNext', ['esm.mts', 'cjs.cts', 'ioredis.mts', 'ioredis.cts']],
    ['ESNext', 'Bundler', ['esm.mts', 'ioredis.mts']],
  ]) {
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, module, moduleResolution }, include }),
    )
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], show)
  }
  console.log('The packages work as they are published.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

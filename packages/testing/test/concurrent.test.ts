import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Scripts } from './support/scripts.js'

let scripts: Scripts
let cache: string
beforeAll(() => {
  scripts = new Scripts()
  cache = mkdtempSync(join(tmpdir(), 'rc-test-'))
})
afterAll(() => {
  scripts.remove()
  rmSync(cache, { recursive: true })
})

/** Makes a folder of the cache, slowly. Says when it begins, and what it found in the end. */
const builder = (name: string, then = ''): string => `
  import { cached } from '${scripts.folder}/node_modules/@rc/testing/server-cache.js'
  import { readFileSync, writeFileSync } from 'node:fs'
  const say = value => console.log(JSON.stringify(value))
  try {
    const folder = await cached('${name}', async draft => {
      say({ building: process.pid })
      writeFileSync(draft + '/half', 'half')
      await new Promise(resolve => setTimeout(resolve, 300))
      ${then}
      writeFileSync(draft + '/whole', String(process.pid))
    })
    say({ found: readFileSync(folder + '/whole', 'utf8') })
  } catch (error) {
    say({ failed: error.message })
  }
`

interface Line {
  readonly building?: number
  readonly found?: string
  readonly failed?: string
}

const env = (): NodeJS.ProcessEnv => ({ RC_TESTING_CACHE: cache })

async function output(running: ReturnType<Scripts['start']>): Promise<Line[]> {
  const lines = [await running.next<Line>()]
  while (lines[lines.length - 1]?.building !== undefined) lines.push(await running.next<Line>())
  return lines
}

test('of several processes that want the same server, one fetches it', async () => {
  const running = Array.from({ length: 5 }, () => scripts.start(builder('shared'), { env: env() }))
  const lines = (await Promise.all(running.map(output))).flat()
  const builders = lines.flatMap(line => line.building ?? [])
  expect(builders).toHaveLength(1)
  expect(lines.flatMap(line => line.found ?? [])).toEqual(Array.from({ length: 5 }, () => String(builders[0])))
  expect(readdirSync(cache)).toEqual(['shared'])
})

test('one that is killed in the middle leaves nothing that is taken for a server, and the next does its work', async () => {
  const first = scripts.start(builder('killed'), { env: env() })
  await first.next()
  first.child.kill('SIGKILL')
  await first.ended
  expect(readdirSync(cache).some(name => name.startsWith('building-'))).toBe(true)
  const second = await output(scripts.start(builder('killed'), { env: env() }))
  expect(second[1]?.found).toBe(String(second[0]?.building))
  expect(readdirSync(cache).sort()).toEqual(['killed', 'shared'])
})

test('one that fails says so, and leaves the way free', async () => {
  const failed = await output(scripts.start(builder('failing', 'throw new Error("no network")'), { env: env() }))
  expect(failed[1]?.failed).toBe('no network')
  const second = await output(scripts.start(builder('failing'), { env: env() }))
  expect(second[1]?.found).toBeDefined()
})

test('a home that cannot be written to is no obstacle', async () => {
  const home = join(cache, 'home')
  mkdirSync(home)
  // A file where the folder should be stops root too.
  writeFileSync(join(home, '.cache'), '')
  const running = scripts.start(builder('homeless'), {
    env: { RC_TESTING_CACHE: '', XDG_CACHE_HOME: '', HOME: home, TMPDIR: cache },
  })
  expect((await output(running))[1]?.found).toBeDefined()
  expect(readdirSync(cache).some(name => name.startsWith('rc-testing-cache-'))).toBe(true)
})

test('processes that hit on the same ports at the same moment all get their servers', async () => {
  // The same seed for all: they try the same ports in the same order.
  const seed = join(scripts.folder, 'seed.mjs')
  writeFileSync(seed, 'let s = 42; Math.random = () => (s = (s * 16807) % 2147483647) / 2147483647')
  const code = `
    import { startServers } from '@rc/testing'
    const servers = await startServers(4)
    console.log(JSON.stringify(servers.nodes.map(node => node.port)))
    await servers.stop()
  `
  const running = Array.from({ length: 3 }, () => scripts.start(code, { args: ['--import', seed] }))
  const ports = await Promise.all(running.map(one => one.next<number[]>()))
  expect(ports.flat()).toHaveLength(12)
  for (const one of running) expect((await one.ended).stderr).toBe('')
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ServerFlavour } from '../src/index.js'
import { findServer, ServerNotFoundError, startServers } from '../src/index.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rc-test-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** The server that the other tests run on, as a file: a script where it needs a loader of its own. */
async function realServer(): Promise<string> {
  const { command, args } = await findServer()
  const file = join(folder, 'a server')
  writeFileSync(file, `#!/bin/sh\nexec ${[command, ...args].map(word => `'${word}'`).join(' ')} "$@"\n`, {
    mode: 0o755,
  })
  return file
}

test('a program that is named is used, whatever else is there', async () => {
  const path = await realServer()
  const installed = await findServer()
  expect(await findServer({ path })).toEqual({ ...installed, path, command: path, args: [], source: 'option' })
  vi.stubEnv('RC_REDIS_SERVER', path)
  expect(await findServer()).toMatchObject({
    path,
    source: 'RC_REDIS_SERVER',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  await using servers = await startServers(1)
  expect(servers.server.path).toBe(path)
  expect(await servers.command(0, 'PING')).toBe('PONG')
})

test('redis-server on the PATH goes before valkey-server', async () => {
  const path = await realServer()
  vi.stubEnv('RC_REDIS_SERVER', '')
  mkdirSync(join(folder, 'bin'))
  symlinkSync(path, join(folder, 'bin/valkey-server'))
  // The script that stands for the server needs nothing of the PATH.
  vi.stubEnv('PATH', `/nowhere:${join(folder, 'bin')}`)
  expect(await findServer()).toMatchObject({ path: join(folder, 'bin/valkey-server'), source: 'PATH' })
  symlinkSync(path, join(folder, 'bin/redis-server'))
  expect(await findServer()).toMatchObject({ path: join(folder, 'bin/redis-server'), source: 'PATH' })
})

test.each([
  ['/nowhere/redis-server', 'there is no /nowhere/redis-server'],
  ['/etc/passwd', 'it may not be executed or read (EACCES)'],
  ['/bin/ls', 'something else than a Redis or Valkey server'],
])('RC_REDIS_SERVER=%s is refused with the reason and what to do', async (path, reason) => {
  vi.stubEnv('RC_REDIS_SERVER', path)
  const error = await findServer().catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ServerNotFoundError)
  expect(error).toMatchObject({ name: 'ServerNotFoundError', code: 'CONFIG' })
  expect(String(error)).toContain(reason)
  expect(String(error)).toMatch(/apt-get install redis-server; macOS: brew install redis; Alpine: apk add redis/)
})

test('without a server and without apt, the error says what to install', async () => {
  vi.stubEnv('RC_REDIS_SERVER', '')
  vi.stubEnv('PATH', folder)
  vi.stubEnv('RC_TESTING_CACHE', join(folder, 'cache'))
  await expect(findServer({ download: false })).rejects.toThrow('No Redis or Valkey server is on the PATH. Install one')
  await expect(findServer({ onProgress: () => {} })).rejects.toThrow(/none could be fetched with apt: .*\. Install one/)
})

test('a flavour that there is not is refused with those that there are', async () => {
  await expect(findServer({ flavour: 'redis-1.0' as ServerFlavour })).rejects.toThrow(
    'There is no flavour "redis-1.0". The flavours are redis-7.0, redis-8.0, valkey-8.0, valkey-8.1, valkey-9.1.',
  )
})

/** Downloads some 15 MB each from Debian's mirror: only where it is asked for. */
const network = test.skipIf(process.env['RC_TESTING_NETWORK'] === undefined)

network('a server is fetched without root, once, and a cluster runs on it', async () => {
  vi.stubEnv('RC_REDIS_SERVER', '')
  vi.stubEnv('RC_TESTING_CACHE', join(folder, 'cache'))
  vi.stubEnv('PATH', pathWithoutServers())
  const lines: string[] = []
  const found = await findServer({ onProgress: line => lines.push(line) })
  expect(found).toMatchObject({ source: 'debian' })
  expect(lines.length).toBeGreaterThan(2)
  expect(await findServer({ onProgress: line => lines.push(`again: ${line}`) })).toEqual(found)
  expect(lines.filter(line => line.startsWith('again'))).toEqual([])
  await using servers = await startServers(1, { server: found })
  expect(await servers.command(0, 'PING')).toBe('PONG')
})

network.each(['redis-7.0', 'redis-8.0', 'valkey-8.0', 'valkey-8.1', 'valkey-9.1'] as const)('%s', async flavour => {
  vi.stubEnv('RC_TESTING_CACHE', join(folder, 'cache'))
  await using servers = await startServers(1, { server: { flavour, onProgress: () => {} } })
  expect(`${servers.kind}-${servers.server.version}`).toContain(flavour)
})

/** The PATH as links to all that is on it but servers. */
function pathWithoutServers(): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const list = execFileSync('/bin/sh', ['-c', 'IFS=:; for d in $PATH; do for f in "$d"/*; do echo "$f"; done; done'])
  for (const file of list.toString().split('\n')) {
    const name = file.slice(file.lastIndexOf('/') + 1)
    if (name === '' || /^(redis|valkey)-/.test(name)) continue
    try {
      symlinkSync(file, join(bin, name))
    } catch {
      // An earlier folder of the PATH has one of this name.
    }
  }
  return bin
}

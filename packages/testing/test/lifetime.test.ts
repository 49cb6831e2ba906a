import { existsSync, readlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isAlive, untilGone } from './support/processes.js'
import { Scripts } from './support/scripts.js'

interface Started {
  readonly pids: number[]
  readonly dir: string
}

const scripts = new Scripts()
afterAll(() => scripts.remove())

/** Starts two servers, freezes the second, says so and ends in its own way, without `stop()`. */
const script = (ending: string): string => `
  import { startServers } from '@rc/testing'
  const servers = await startServers(2)
  await servers.pause(1)
  console.log(JSON.stringify({ pids: servers.nodes.map(node => node.pid), dir: servers.dir }))
  ${ending}
`

const stayAlive = 'setInterval(() => {}, 1000)'

test.each([
  ['its last line', ''],
  ['process.exit', 'process.exit(3)'],
  ['an uncaught exception', 'throw new Error("on purpose")'],
  ['an unhandled rejection', 'void Promise.reject(new Error("on purpose")); await new Promise(() => {})'],
  ['process.abort', 'process.abort()'],
])('servers end with a process that ends by %s', async (_, ending) => {
  const running = scripts.start(script(ending))
  const { pids, dir } = await running.next<Started>()
  expect(pids).toHaveLength(2)
  await running.ended
  await untilGone(pids, dir)
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'servers end with a process that ends by %s',
  async signal => {
    const running = scripts.start(script(stayAlive))
    const { pids, dir } = await running.next<Started>()
    expect(pids.map(isAlive)).toEqual([true, true])
    expect(existsSync(dir)).toBe(true)
    running.child.kill(signal)
    expect((await running.ended).signal).toBe(signal)
    await untilGone(pids, dir)
  },
)

test('servers that are only being started end with a process that is killed', async () => {
  const running = scripts.start(`
    import { startCluster } from '@rc/testing'
    const pids = []
    startCluster({ logger: line => {
      const pid = /pid (\\d+)/.exec(line)?.[1]
      if (pid) console.log(JSON.stringify({ pid: Number(pid) }))
    } })
  `)
  const { pid } = await running.next<{ pid: number }>()
  const { pid: second } = await running.next<{ pid: number }>()
  const dir = folderOf(pid)
  running.child.kill('SIGKILL')
  await running.ended
  await untilGone([pid, second], dir)
})

test('a process that stopped its servers ends by itself, and leaves nothing', async () => {
  const running = scripts.start(`
    import { startCluster } from '@rc/testing'
    const cluster = await startCluster({ primaries: 1, replicas: 0 })
    const pids = cluster.nodes.map(node => node.pid)
    const { dir } = cluster
    await cluster.stop()
    await cluster.stop()
    console.log(JSON.stringify({ pids, dir }))
  `)
  const { pids, dir } = await running.next<Started>()
  await untilGone(pids, dir)
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' })
})

test('a Ctrl-C, which goes to the whole group of processes, leaves the servers to the process that handles it', async () => {
  const running = scripts.start(`
    import { startServers } from '@rc/testing'
    const servers = await startServers(1)
    process.on('SIGINT', async () => {
      console.log(JSON.stringify(await servers.command(0, 'PING')))
      process.exit(0)
    })
    console.log(JSON.stringify({ pids: servers.nodes.map(node => node.pid), dir: servers.dir }))
    ${stayAlive}
  `)
  const { pids, dir } = await running.next<Started>()
  process.kill(-(running.child.pid as number), 'SIGINT')
  expect(await running.next()).toBe('PONG')
  await running.ended
  await untilGone(pids, dir)
})

/** The folder that a server of a script lives in, by the server's own word. */
function folderOf(pid: number): string {
  const link = readlinkSync(`/proc/${pid}/cwd`)
  return dirname(link)
}

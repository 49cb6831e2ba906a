import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { type Cluster, type ServerNode, startCluster, startServers } from '../src/index.js'
import { canListenOn } from './support/can-listen-on.js'
import { untilGone } from './support/processes.js'

const password = 'p"w \\ ü'

test.skipIf(!(await canListenOn('127.0.0.2')))(
  'TLS, a user of its own and another address: nodes replicate, migrate and fail over with them',
  async () => {
    const cluster = await startCluster({ host: '127.0.0.2', tls: true, username: 'alice', password })
    try {
      expect(cluster.addresses.every(address => address.startsWith('127.0.0.2:'))).toBe(true)
      expect(cluster.url).toBe(`rediss://alice:${encodeURIComponent(password)}@${cluster.addresses[0]}`)
      const [first, second] = cluster.primaries as [ServerNode, ServerNode]
      await cluster.command(first, 'SET', '{3560}', 'moved')
      await cluster.migrate(0, first, second)
      expect(await cluster.command(second, 'GET', '{3560}')).toBe('moved')
      await cluster.failover(second)
      expect(await withClientCertificate(cluster)).toBe('+OK\r\n')
      expect(await cluster.text(0, 'CLUSTER', 'SLOTS')).toBe('')
      expect(await cluster.text(first, 'ACL', 'WHOAMI')).toBe('alice')
    } finally {
      await cluster.stop()
    }
  },
)

/** A client that trusts the CA alone, shows the certificate and checks the server's name. */
function withClientCertificate(cluster: Cluster): Promise<string> {
  const { host, port } = cluster.nodes[0] as ServerNode
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...cluster.tls }, () => {
      socket.write(`*3\r\n$4\r\nAUTH\r\n$5\r\nalice\r\n$${Buffer.byteLength(password)}\r\n${password}\r\n`)
    })
    socket.setEncoding('utf8').once('error', reject)
    socket.once('data', text => {
      socket.destroy()
      resolve(String(text))
    })
  })
}

test('a password is needed by clients, and shown nowhere', async () => {
  const servers = await startServers(1, { password, tls: true })
  try {
    expect(await servers.command(0, 'CONFIG', 'GET', 'requirepass')).toEqual(['requirepass', password])
    const shown = inspect(servers, { depth: 10, showHidden: true })
    expect(shown).not.toContain(inspect(password).slice(1, -1))
    expect(shown).not.toContain('PRIVATE')
    const { ca, cert } = servers.tls ?? { ca: '', cert: '' }
    expect(new X509Certificate(cert).verify(new X509Certificate(ca).publicKey)).toBe(true)
    expect(new X509Certificate(cert).checkIP('127.0.0.1')).toBe('127.0.0.1')
  } finally {
    await servers.stop()
  }
})

test.skipIf(!(await canListenOn('::1')))('IPv6', async () => {
  const servers = await startServers(1, { host: '::1', tls: true })
  try {
    expect(servers.addresses[0]).toMatch(/^::1:\d+$/)
    expect(await servers.command(0, 'PING')).toBe('PONG')
    expect(new X509Certificate(servers.tls?.cert ?? '').checkIP('::1')).toBe('::1')
  } finally {
    await servers.stop()
  }
})

test.skipIf(!(await canListenOn('127.0.0.3')))(
  'all nodes can move to another address and stay who they are',
  async () => {
    const cluster = await startCluster({ host: '127.0.0.2', primaries: 2, replicas: 1 })
    try {
      const ids = cluster.nodes.map(node => node.id)
      await cluster.command(0, 'SET', '{3560}', 'kept')
      await cluster.moveTo('127.0.0.3')
      expect(cluster.nodes.map(node => node.id)).toEqual(ids)
      expect(cluster.addresses.every(address => address.startsWith('127.0.0.3:'))).toBe(true)
      expect(await cluster.text(1, 'CLUSTER', 'NODES')).not.toContain('127.0.0.2')
      expect(await cluster.command((await cluster.ownerOf(0)) as ServerNode, 'GET', '{3560}')).toBe('kept')
      await cluster.moveTo('127.0.0.2', [0])
      expect(cluster.addresses.filter(address => address.startsWith('127.0.0.2:'))).toEqual([cluster.nodes[0]?.name])
      expect(await cluster.text(1, 'CLUSTER', 'NODES')).toContain(cluster.nodes[0]?.name)
    } finally {
      await cluster.stop()
    }
  },
)

test('an append-only file brings a killed server back with what it acknowledged', async () => {
  const servers = await startServers(1, { appendOnly: true })
  try {
    await servers.command(0, 'SET', 'k', 'v')
    await servers.kill(0)
    await servers.restart(0)
    expect(await servers.command(0, 'GET', 'k')).toBe('v')
    await servers.restart(0, { wipe: true })
    expect(await servers.command(0, 'GET', 'k')).toBe(null)
    await servers.terminate(0)
    expect(servers.nodes[0]).toMatchObject({ state: 'stopped', pid: undefined })
  } finally {
    await servers.stop()
  }
})

test('arguments of the caller win', async () => {
  await using servers = await startServers(1, { args: ['--maxmemory', '77mb', '--appendonly', 'yes'] })
  expect(await servers.command(0, 'CONFIG', 'GET', 'maxmemory')).toEqual(['maxmemory', String(77 * 1024 * 1024)])
  expect(await servers.command(0, 'CONFIG', 'GET', 'appendonly')).toEqual(['appendonly', 'yes'])
  await expect(servers.command(0, 'CLUSTER', 'INFO')).rejects.toThrow('cluster support disabled')
})

test('a server that does not start says why, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rc-test-'))
  vi.stubEnv('TMPDIR', folder)
  try {
    const start = startCluster({ args: ['--no-such-setting', 'x'] })
    await expect(start).rejects.toMatchObject({ name: 'ServerStartError', code: 'SERVER_START' })
    await expect(start).rejects.toThrow(
      /ended while it was being started\. The last lines of its log:\n[^]*no-such-setting/,
    )
    expect(readdirSync(folder)).toEqual([])
  } finally {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  }
})

test('ports that the caller chose are used in order, or named as busy', async () => {
  const occupied = createServer()
  const port = await new Promise<number>(resolve => {
    occupied.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = occupied.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
  // A port whose bus port is above all ports cannot be chosen.
  const basePort = port > 55_000 ? port - 10_000 : port
  await expect(startServers(1, { basePort })).rejects.toThrow(
    `Port ${basePort} or its bus port ${basePort + 10_000} is in use`,
  )
  await new Promise(resolve => occupied.close(resolve))
  const servers = await startServers(2, { basePort: 22_500 })
  expect(servers.addresses).toEqual(['127.0.0.1:22500', '127.0.0.1:22501'])
  await servers.stop()
  const again = await startServers(1, { basePort: 22_500 })
  await again.stop()
})

test('the folder can be kept for a look at the logs', async () => {
  const servers = await startServers(1, { keepDir: true })
  const { dir } = servers
  const { port, pid } = servers.nodes[0] as ServerNode
  await servers.stop()
  expect(existsSync(`${dir}/node-${port}/server.log`)).toBe(true)
  rmSync(dir, { recursive: true })
  await untilGone([pid as number], dir)
})

test('options that cannot work are refused before anything starts', async () => {
  await expect(startCluster({ primaries: 0 })).rejects.toThrow('primaries must be a whole number from 1 to 100')
  await expect(startCluster({ replicas: 1.5 })).rejects.toThrow('replicas must be')
  await expect(startCluster({ nodeTimeoutMs: Number.NaN })).rejects.toThrow('nodeTimeoutMs')
  await expect(startCluster({ host: 'localhost' })).rejects.toThrow('host must be an IP address')
  await expect(startCluster({ username: 'alice' })).rejects.toThrow('A username needs a password')
  await expect(startServers(1, { basePort: 60_000 })).rejects.toThrow('basePort must be')
  await expect(startServers(-1)).rejects.toThrow('count must be')
  await expect(startServers(1, { host: '192.0.2.1' })).rejects.toThrow('Is the address one of this machine?')
})

test('a program that is no server is named with what to do', async () => {
  await expect(startServers(1, { server: '/nowhere/none' })).rejects.toMatchObject({
    name: 'ServerNotFoundError',
    code: 'CONFIG',
    message: expect.stringMatching(/which does not run: there is no .*none\. Install one/),
  })
})

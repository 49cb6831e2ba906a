import { type Cluster, startCluster, startProxies, startServers, startSimulatedCluster } from '@rc/testing'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rc } from './program.js'

describe('rc doctor', () => {
  let cluster: Cluster
  let seed: string
  beforeAll(async () => {
    cluster = await startCluster()
    seed = cluster.seeds[0] ?? ''
  })
  afterAll(() => cluster?.stop())

  const findings = async (...args: string[]) => {
    const { code, out } = await rc(['doctor', ...args, '--json'])
    const report = JSON.parse(out)
    const states: Record<string, string> = {}
    for (const { about, state } of report.findings) states[about] = state
    return { code, states, options: report.options, out }
  }

  it('finds nothing wrong with a cluster that is well, and ends with the options to use', async () => {
    const { code, out, err } = await rc(['doctor', seed])
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toMatch(/^[!✗]/m)
    expect(out).toContain(`new RedisCluster({\n  nodes: ['${seed}', `)
  })

  it('tells a seed that does not answer, and goes on with the others', async () => {
    const { code, states, options } = await findings(`${seed},127.0.0.1:1`)
    expect(code).toBe(3)
    expect(states).toMatchObject({ [`seed ${seed}`]: 'ok', 'seed 127.0.0.1:1': 'problem', addresses: 'ok' })
    expect(options.nodes[0]).toBe(seed)
    expect(options.nodes).not.toContain('127.0.0.1:1')
  })

  it('ends with 4 where nobody answers', async () => {
    const { code, options } = await findings('127.0.0.1:1')
    expect([code, options]).toEqual([4, undefined])
  })

  it('finds where nodes are that announce an address which is not theirs from here', async () => {
    const simulated = await startSimulatedCluster({ primaries: 3, replicas: 0 })
    try {
      const [first, second, third] = simulated.nodes
      // Nobody listens there.
      if (second !== undefined) second.announcedHost = '127.0.0.99'
      const { code, states, options } = await findings(first?.name ?? '')
      expect(code).toBe(0)
      expect(states[`node 127.0.0.99:${second?.port}`]).toBe('warning')
      expect(options.addressMap).toEqual({ [`127.0.0.99:${second?.port}`]: second?.name })
      expect(options.nodes).toContain(third?.name)
    } finally {
      await simulated.stop()
    }
  })

  it('knows a node by its id behind a seed that has another address', async () => {
    const simulated = await startSimulatedCluster({ primaries: 3, replicas: 0 })
    const proxies = await startProxies(simulated)
    try {
      for (const node of simulated.nodes) node.announcedHost = '127.0.0.99'
      const { code, options } = await findings(proxies.seeds.join(','))
      expect(code).toBe(0)
      const expected = simulated.nodes.map((node, i) => [`127.0.0.99:${node.port}`, proxies.seeds[i]])
      expect(options.addressMap).toEqual(Object.fromEntries(expected))
    } finally {
      await proxies.stop()
      await simulated.stop()
    }
  })

  it('takes a plain server for what it is', async () => {
    const servers = await startServers(1)
    try {
      const { code, out } = await rc(['doctor', servers.nodes[0]?.name ?? ''])
      expect(code).toBe(3)
      expect(out).toContain('is no node of a cluster')
      expect(out).toContain('No client would find the cluster from here.')
    } finally {
      await servers.stop()
    }
  })

  it('tells what the user may not run', async () => {
    await Promise.all(
      cluster.nodes.map(node =>
        cluster.command(node, 'ACL', 'SETUSER', 'few', 'on', '>pw', '~*', '+@all', '-cluster|nodes', '-info'),
      ),
    )
    const { code, out } = await rc(['doctor', `redis://few:pw@${seed}`])
    expect(code).toBe(0)
    expect(out).toMatch(/^! rights: CLUSTER NODES is refused by/m)
    expect(out).toMatch(/^! rights: INFO is refused by/m)
    expect(out).toContain('password: process.env.REDIS_PASSWORD')
    expect(out).not.toContain('pw')
  })

  it('tells nodes that disagree, slots without an owner and shards without a replica', async () => {
    const bare = await startCluster({ primaries: 3, replicas: 0, requireFullCoverage: false })
    try {
      // One node alone has forgotten who owns a slot.
      const [first] = bare.seeds
      await bare.command(0, 'CLUSTER', 'DELSLOTS', 0)
      const { code, states } = await findings(first ?? '')
      expect(code).toBe(3)
      expect(states).toMatchObject({ slots: 'problem', maps: 'problem', replicas: 'warning' })
    } finally {
      await bare.stop()
    }
  })

  it('tells certificates that nobody trusts, and is content when it is told whom to trust', async () => {
    const safe = await startCluster({ tls: true, primaries: 1, replicas: 0 })
    const folder = await mkdtemp(join(tmpdir(), 'rc-doctor-'))
    try {
      const name = safe.seeds[0] ?? ''
      const { code, out } = await rc(['doctor', `rediss://${name}`])
      expect(code).toBe(4)
      expect(out).toContain('--cacert FILE')
      const ca = join(folder, 'ca.pem')
      await writeFile(ca, safe.tls?.ca ?? '')
      const trusted = await findings(`rediss://${name}`, '--cacert', ca)
      expect(trusted).toMatchObject({ code: 0, options: { tls: true, ca } })
    } finally {
      await safe.stop()
      await rm(folder, { recursive: true })
    }
  })
})

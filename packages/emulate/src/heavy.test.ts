import { type Command, command, GET, keyPositions, MGET, SADD, SUNION } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import { NAMES } from '../test/commands.js'
import { compare } from '../test/compare.js'
import { serverOf } from '../test/flavour.js'
import { emulate, useCluster } from '../test/use-cluster.js'
import { useServer } from '../test/use-server.js'
import { emulationOf } from './emulation-of.js'

const cluster = useCluster()
const server = useServer()

describe('a command over keys that live apart does what the server does with keys that live together', () => {
  // Fewer runs of a command than it takes to see all of it, but other ones every time.
  it.each(NAMES.filter(name => name !== 'MSETEX'))('%s', { timeout: 600_000 }, name =>
    compare(name, { server, cluster }, 500),
  )
})

describe('as on valkey-9.1', async () => {
  const binary = await serverOf('valkey-9.1')
  if (binary === undefined) {
    it.skip('which cannot be fetched here', () => {})
    return
  }
  const newer = { server: useServer({ server: binary }), cluster: useCluster({ server: binary }) }
  it.each(NAMES)('%s', name => compare(name, newer, name === 'MSETEX' ? 60 : 1))
})

describe('emulationOf', () => {
  it('knows what can be emulated, and that alone', () => {
    expect(emulationOf(SUNION)).toBeTypeOf('function')
    for (const spec of [GET, MGET, { ...GET, name: 'toString' }]) expect(emulationOf(spec)).toBeUndefined()
  })

  it('answers with Buffers', async () => {
    await cluster.flush()
    const binary = Buffer.from([0, 0xff])
    await cluster.run(command(SADD, ['a', binary]))
    expect(await emulate(cluster, command(SUNION, ['a', 'b']))).toEqual([binary])
  })

  it('leaves keys that are the same to the server', async () => {
    const sent: Command<unknown>[] = []
    const steps = {
      run: <T>(one: Command<T>): Promise<T> => {
        sent.push(one)
        return cluster.run(one)
      },
    }
    await cluster.flush()
    const one = command(SUNION, ['a', Buffer.from('a')], () => 'read')
    expect(await emulate(steps, one)).toEqual([])
    expect(sent).toEqual([{ ...one, read: undefined }])
    expect(keyPositions(one.spec.keys, one.args)).toHaveLength(2)
  })
})

import { type Command, type CommandSpec, command, FLUSHALL, GET, keyPositions, MGET, SADD, SUNION } from '@rc/commands'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandNamed, NAMES } from '../test/commands.js'
import { contentsOf, plain } from '../test/contents.js'
import { database, KEYS } from '../test/data.js'
import { emulate, useCluster } from '../test/use-cluster.js'
import { useServer } from '../test/use-server.js'
import { emulationOf } from './emulation-of.js'

const cluster = useCluster()
const server = useServer()

/** The order of these replies is up to the server. */
const UNORDERED: ReadonlySet<string> = new Set(['SDIFF', 'SINTER', 'SUNION'])

async function outcome({ name }: CommandSpec, reply: Promise<unknown>): Promise<unknown> {
  try {
    const value = plain(await reply)
    return UNORDERED.has(name) ? (value as string[]).sort() : value
  } catch (error) {
    return String(error)
  }
}

const alive = (key: string): Promise<unknown> => contentsOf(server, key)

describe('a command over keys that live apart does what the server does with keys that live together', () => {
  // Fewer runs of a command than it takes to see all of it, but other ones every time.
  it.each(NAMES)('%s', async name => {
    await fc.assert(
      fc.asyncProperty(
        database,
        fc.array(commandNamed(name), { minLength: 1, maxLength: 4 }),
        async (data, commands) => {
          await server.run(command(FLUSHALL, []))
          await cluster.flush()
          await Promise.all(data.flatMap(one => [server.run(one), cluster.run(one)].map(ignoring)))
          for (const one of commands) {
            const expected = await outcome(one.spec, server.run({ ...one, read: undefined }))
            expect([one.args, await outcome(one.spec, emulate(cluster, one))]).toEqual([one.args, expected])
          }
          for (const key of KEYS) expect([key, await contentsOf(cluster, key)]).toEqual([key, await alive(key)])
          expect((await cluster.keys()).filter(key => !(KEYS as readonly string[]).includes(key))).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** Wrong data for a key of another type is not of interest. */
const ignoring = (run: Promise<unknown>): Promise<unknown> => run.catch(() => undefined)

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

import { type Command, type CommandSpec, command, type Executor, FLUSHALL, keyPositions } from '@rc/commands'
import type { Arg } from '@rc/resp'
import fc from 'fast-check'
import { expect } from 'vitest'
import { commandNamed } from './commands.js'
import { contentsOf, plain } from './contents.js'
import { database, KEYS } from './data.js'
import { emulate, type TestCluster } from './use-cluster.js'

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

/** Data for a key of another type is refused, by both alike. */
const ignoring = (run: Promise<unknown>): Promise<unknown> => run.catch(() => undefined)

const keysOf = ({ spec, args }: Command<unknown>): Set<string> =>
  new Set(keyPositions(spec.keys, args).map(at => String(args[at] as Arg)))

/**
 * Runs commands of a name on a server, which has all keys, and step by step on a cluster, where they live apart: replies,
 * errors and the data afterwards must be the same, under RESP2 too.
 */
export const compare = (name: string, { server, cluster }: { server: Executor; cluster: TestCluster }, runs: number) =>
  fc.assert(
    fc.asyncProperty(
      database,
      fc.array(fc.tuple(commandNamed(name), fc.boolean()), { minLength: 1, maxLength: 4 }),
      async (data, commands) => {
        await server.run(command(FLUSHALL, []))
        await cluster.flush()
        await Promise.all(data.flatMap(one => [server.run(one), cluster.run(one)].map(ignoring)))
        for (const [one, resp2] of commands) {
          const expected = await outcome(one.spec, server.run({ ...one, read: undefined }))
          // Alone, a key is left to the server, whose reply is of its own protocol.
          const steps = resp2 && keysOf(one).size > 1 ? cluster.resp2 : cluster
          expect([one.args, await outcome(one.spec, emulate(steps, one))]).toEqual([one.args, expected])
        }
        for (const key of KEYS) {
          expect([key, await contentsOf(cluster, key)]).toEqual([key, await contentsOf(server, key)])
        }
        expect((await cluster.keys()).filter(key => !KEYS.some(known => known === key))).toEqual([])
      },
    ),
    { numRuns: runs },
  )

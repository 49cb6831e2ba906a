import {
  CLUSTER_COUNTKEYSINSLOT,
  CLUSTER_RESET,
  type Command,
  command,
  type CommandSpec,
  CONNECTION,
  DBSIZE,
  DEL,
  EVAL,
  EXEC,
  FLUSHALL,
  GET,
  HELLO,
  lookup,
  MGET,
  MONITOR,
  MSET,
  MSETNX,
  MULTI,
  PING,
  PSUBSCRIBE,
  QUIT,
  RENAME,
  SCAN,
  SHUTDOWN,
  SLOWLOG_GET,
  SSUBSCRIBE,
  SUBSCRIBE,
  SWAPDB,
  TABLE,
  TIME,
  WATCH,
} from '@rc/commands'
import { CrossSlotError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import { keySlot } from '@rc/slots'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan } from './plan.js'

const of = (spec: Parameters<typeof command>[0], ...args: Arg[]): Command<unknown> => command(spec, args)

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('plan', () => {
  it('sends a command to the slot of its keys', () => {
    expect(plan(of(GET, 'a'), 'split')).toEqual({ kind: 'slot', slot: keySlot('a') })
    expect(plan(of(RENAME, '{t}a', '{t}b'), 'split')).toEqual({ kind: 'slot', slot: keySlot('t') })
    expect(plan(of(EVAL, 'return 1', 2, '{t}a', '{t}b', 'arg'), 'split')).toEqual({ kind: 'slot', slot: keySlot('t') })
    expect(plan(of(MGET, '{t}a', '{t}b'), 'refuse')).toEqual({ kind: 'slot', slot: keySlot('t') })
  })

  it('sends a command without keys where its policy says', () => {
    expect(plan(of(EVAL, 'return 1', 0), 'split')).toEqual({ kind: 'any' })
    expect(plan(of(DBSIZE), 'split')).toEqual({ kind: 'nodes', which: 'primaries' })
    expect(plan(of(FLUSHALL), 'split')).toEqual({ kind: 'nodes', which: 'primaries' })
    expect(plan(of(PING), 'split')).toEqual({ kind: 'nodes', which: 'primaries' })
    expect(plan(of(SLOWLOG_GET), 'split')).toEqual({ kind: 'nodes', which: 'all' })
    expect(plan(of(TIME), 'split')).toEqual({ kind: 'nodes', which: 'all' })
  })

  it('sends what names a slot to its owner, and what is meant for one node nowhere without one', () => {
    expect(plan(of(CLUSTER_COUNTKEYSINSLOT, 7), 'split')).toEqual({ kind: 'slot', slot: 7 })
    for (const special of [of(SHUTDOWN), of(SCAN, 0), of(CLUSTER_RESET), of(CLUSTER_COUNTKEYSINSLOT, 'x')]) {
      expect(() => plan(special, 'split')).toThrow(/concerns one node/)
    }
  })

  it('refuses what changes the state of the connection', () => {
    for (const refused of [of(MULTI), of(SUBSCRIBE, 'c'), of(WATCH, 'k')]) {
      expect(() => plan(refused, 'split')).toThrow(/other commands share/)
    }
  })

  it('says of each of them what to do instead', () => {
    const wordless = TABLE.filter(({ flags }) => (flags & CONNECTION) !== 0)
      .filter(spec => /sees to what it is for/.test(String(thrownBy(() => plan(of(spec), 'split')))))
      .map(({ name }) => name)
    // What two clients of a kind settle among themselves.
    expect(wordless).toEqual(['CLIENT CAPA', 'CLIENT IMPORT-SOURCE'])
    for (const [spec, words] of [
      [SUBSCRIBE, 'rc.subscribe'],
      [PSUBSCRIBE, 'rc.psubscribe'],
      [SSUBSCRIBE, 'rc.ssubscribe'],
      [MULTI, 'rc.multi()'],
      [EXEC, 'rc.multi()'],
      [WATCH, 'rc.watch'],
      [QUIT, 'rc.close()'],
      [HELLO, 'protocol'],
      [MONITOR, 'redis-cli'],
    ] as const) {
      expect(() => plan(of(spec), 'split')).toThrow(words)
    }
  })

  it('sends what changes what one node is to no node of chance, and says how to name one', () => {
    const names = 'FORGET REPLICATE RESET ADDSLOTS ADDSLOTSRANGE DELSLOTS SETSLOT FLUSHSLOTS BUMPEPOCH FAILOVER'.split(
      ' ',
    )
    for (const name of names) {
      const spec = lookup(['CLUSTER', name])
      expect(() => plan(of(spec as CommandSpec, 'x'), 'split')).toThrow(/not sent.*rc\.node\('host:port'\)/)
    }
    expect(() => plan(of(SWAPDB, 0, 1), 'split')).toThrow(/not sent.*rc\.node\('host:port'\)/)
  })

  it('refuses keys of several slots where the command may not be split', () => {
    for (const refused of [of(RENAME, 'a', 'b'), of(MSETNX, 'a', 1, 'b', 2), of(EVAL, 'return 1', 2, 'a', 'b')]) {
      expect(() => plan(refused, 'split')).toThrow(CrossSlotError)
    }
    expect(() => plan(of(MGET, 'a', 'b'), 'refuse')).toThrow(/crossSlot: 'split'/)
  })

  it('splits so that every key goes to its slot once, with what belongs to it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 40 }), keys => {
        const whole = of(MSET, ...keys.flatMap((key, i) => [key, i]))
        const planned = plan(whole, 'split')
        if (planned.kind === 'slot') {
          expect(new Set(keys.map(keySlot)).size).toBe(1)
          return
        }
        if (planned.kind !== 'split') throw new Error(planned.kind)
        expect(planned.parts.flatMap(part => part.keys).sort((a, b) => a - b)).toEqual(keys.map((_, i) => i))
        for (const part of planned.parts) {
          expect(part.command.args).toEqual(part.keys.flatMap(i => [keys[i], i]))
          for (const i of part.keys) expect(keySlot(keys[i] as string)).toBe(part.slot)
        }
      }),
    )
  })

  it('keeps the order of the keys within a part', () => {
    const planned = plan(of(DEL, 'a', '{b}1', 'a', '{b}2'), 'split')
    expect(planned).toMatchObject({ parts: [{ keys: [0, 2] }, { keys: [1, 3] }] })
  })
})

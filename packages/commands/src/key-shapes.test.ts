import type { Arg, Reply } from '@rc/resp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw, syntaxOf } from '../test/arguments.js'
import { useServer } from '../test/server.js'
import { command } from './command.js'
import { keyPositions, NONE } from './key-shapes.js'
import { lookup } from './lookup.js'
import { toRecord, toText } from './replies.js'
import type { CommandSpec } from './spec.js'
import { COMMAND_DOCS, COMMAND_GETKEYS, MIGRATE, MSETEX, SORT, TABLE, XREAD } from './specs.gen.js'

const keysOf = (spec: CommandSpec, args: readonly Arg[]): Arg[] =>
  keyPositions(spec.keys, args).map(at => args[at] as Arg)

describe('keyPositions', () => {
  const { run } = useServer().connection(3)

  /** The server's own word; undefined where it takes the command for wrong or for one without keys. */
  async function askedKeys(spec: CommandSpec, args: readonly Arg[]): Promise<string[] | undefined> {
    try {
      return await run(command<string[]>(COMMAND_GETKEYS, [...spec.name.split(' '), ...args]))
    } catch {
      return undefined
    }
  }

  /** The server may name a key twice, and in another order. */
  const sorted = (keys: readonly Arg[]): string[] => [...new Set(keys.map(String))].sort((a, b) => (a < b ? -1 : 1))

  it('finds the keys that the server finds, for every command of the table that has keys', async () => {
    const documentation = await documentationByName()
    const compared = new Set<string>()
    const documented = new Set<string>()
    for (const spec of TABLE.filter(({ keys }) => keys !== NONE)) {
      const syntax = syntaxOf(documentation.get(spec.name) ?? null)
      if (syntax.length === 0) continue
      documented.add(spec.name)
      await fc.assert(
        fc.asyncProperty(fc.gen(), async gen => {
          const args = draw(syntax, gen)
          const asked = await askedKeys(spec, args)
          if (asked === undefined) return
          compared.add(spec.name)
          expect([spec.name, ...args, '→', ...sorted(keysOf(spec, args))]).toEqual([
            spec.name,
            ...args,
            '→',
            ...sorted(asked),
          ])
        }),
        { numRuns: 30 },
      )
    }
    // Channels, and a cursor, are placed as keys are, but the server does not call them keys.
    const noKeys = ['CLUSTERSCAN', 'SPUBLISH', 'SSUBSCRIBE', 'SUNSUBSCRIBE']
    expect([...documented].filter(name => !compared.has(name) && !noKeys.includes(name))).toEqual([])
    expect(compared.size).toBeGreaterThan(150)
  })

  const words = ['STORE', 'store', 'LIMIT', 'GET', 'BY', 'KEYS', 'keys', 'AUTH', 'AUTH2', 'COPY', 'STREAMS']
  const anything = fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom('a', 'b', '0', '')), { maxLength: 9 })

  it.each([
    ['SORT', SORT, fc.tuple(fc.constant('k'))],
    [
      'MIGRATE',
      MIGRATE,
      fc.tuple(fc.constant('h'), fc.constant('1'), fc.constantFrom('', 'k'), fc.constant('0'), fc.constant('1')),
    ],
    ['XREAD', XREAD, fc.tuple(fc.constantFrom('STREAMS', 'COUNT'))],
  ])('finds the keys of %s among words that look like its own', async (_, spec, begin) => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(begin, anything, async (first, rest) => {
        const args = [...first, ...rest]
        const asked = await askedKeys(spec, args)
        if (asked === undefined) return
        compared++
        expect([...args, '→', ...sorted(keysOf(spec, args))]).toEqual([...args, '→', ...sorted(asked)])
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(20)
  })

  async function documentationByName(): Promise<Map<string, Reply>> {
    const found = new Map<string, Reply>()
    for (const [name, one] of Object.entries(toRecord(await run(command<Reply>(COMMAND_DOCS, []))))) {
      found.set(name.toUpperCase(), one)
      for (const [sub, its] of Object.entries(toRecord(toRecord(one)['subcommands'] ?? null))) {
        found.set(toText(sub).replace('|', ' ').toUpperCase(), its)
      }
    }
    return found
  }
})

describe('keyPositions without a server', () => {
  const positions = (words: readonly [string, ...Arg[]]): number[] => {
    const spec = lookup(words) as CommandSpec
    return keyPositions(spec.keys, words.slice(spec.words))
  }

  it.each<[readonly [string, ...Arg[]], number[]]>([
    [['GET', 'k'], [0]],
    [
      ['MGET', 'a', 'b', 'c'],
      [0, 1, 2],
    ],
    [
      ['MSET', 'a', 1, 'b', 2],
      [0, 2],
    ],
    [
      ['BLPOP', 'a', 'b', 0],
      [0, 1],
    ],
    [
      ['EVAL', 'return 1', 2, 'a', 'b', 'x'],
      [2, 3],
    ],
    [['EVAL', 'return 1', 0, 'x'], []],
    [['EVAL', 'return 1', Buffer.from('1'), 'a'], [2]],
    [
      ['ZUNIONSTORE', 'd', 2, 'a', 'b', 'WEIGHTS', 1, 2],
      [0, 2, 3],
    ],
    [['SORT', 'k', 'BY', 'STORE', 'GET', 'STORE'], [0]],
    [
      ['SORT', 'k', 'STORE', 'a', 'STORE', 'b'],
      [0, 4],
    ],
    [
      ['SORT', 'k', Buffer.from('store'), 'd'],
      [0, 2],
    ],
    [['MIGRATE', 'h', 1, 'k', 0, 1], [2]],
    [
      ['MIGRATE', 'h', 1, '', 0, 1, 'AUTH', 'KEYS', 'KEYS', 'a', 'keys'],
      [8, 9],
    ],
    [
      ['XREAD', 'COUNT', 1, 'STREAMS', 'a', 'b', '0', '0'],
      [3, 4],
    ],
    [['XREADGROUP', 'GROUP', 'STREAMS', 'c', 'STREAMS', 'a', '>'], [4]],
    [['OBJECT', 'ENCODING', 'k'], [0]],
    [['XGROUP', 'CREATE', 'k', 'g', '$'], [0]],
    [['MEMORY', 'USAGE', 'k'], [0]],
    [
      ['GEORADIUS', 'k', 1, 1, 1, 'km', 'COUNT', 2, 'STOREDIST', 'd'],
      [0, 8],
    ],
    [['PING'], []],
    [['GET'], []],
    [['EVAL', 'return 1'], []],
    [['EVAL', 'return 1', 'many', 'a'], []],
    [['EVAL', 'return 1', 9, 'a'], [2]],
  ])('%j', (words, expected) => {
    expect(positions(words)).toEqual(expected)
  })

  it('is ascending, without repetition, and inside of the arguments, whatever they are', () => {
    const args = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constantFrom('STORE', 'KEYS', 'STREAMS', '2', '')))
    fc.assert(
      fc.property(fc.constantFrom(...TABLE), args, ({ keys }, given) => {
        const found = keyPositions(keys, given)
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
        for (const at of found) expect(at >= 0 && at < given.length).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('knows the keys of MSETEX, which stand behind their number, each with a value', () => {
    expect(keyPositions(MSETEX.keys, [2, 'a', '1', 'b', '2', 'EX', 10])).toEqual([1, 3])
  })
})

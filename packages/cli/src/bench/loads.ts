import { type Command, command, GET, HGET, HSET, INCR, LPUSH, LTRIM, MGET, MSET, SADD, SET, ZADD } from '@rc/commands'
import { UsageError } from '../io.js'

/** What a load draws from. */
export interface Draw {
  /** A key of so many, chosen at random; those of different kinds are different keys. */
  key(kind: string): string
  readonly value: Buffer
  below(bound: number): number
}

/** A command that a load can hold, by its name. */
export const LOADS: Readonly<Record<string, (draw: Draw) => Command<unknown>>> = {
  get: draw => command(GET, [draw.key('string')]),
  set: draw => command(SET, [draw.key('string'), draw.value]),
  incr: draw => command(INCR, [draw.key('counter')]),
  hget: draw => command(HGET, [draw.key('hash'), `field${draw.below(10)}`]),
  hset: draw => command(HSET, [draw.key('hash'), `field${draw.below(10)}`, draw.value]),
  lpush: draw => command(LPUSH, [draw.key('list'), draw.value]),
  ltrim: draw => command(LTRIM, [draw.key('list'), 0, 99]),
  sadd: draw => command(SADD, [draw.key('set'), draw.below(1000)]),
  zadd: draw => command(ZADD, [draw.key('zset'), draw.below(1_000_000), draw.below(1000)]),
  mget: draw =>
    command(
      MGET,
      Array.from({ length: 10 }, () => draw.key('string')),
    ),
  mset: draw => command(MSET, Array.from({ length: 10 }, () => [draw.key('string'), draw.value]).flat()),
}

/** Kinds of keys that a load leaves behind. */
export const KINDS = ['string', 'counter', 'hash', 'list', 'set', 'zset'] as const

/** A command of a load, and how often it comes among so many. */
export interface Share {
  readonly name: string
  readonly weight: number
}

/**
 * Reads a mix such as `get:8,set:2`; a name without a number counts once.
 *
 * @throws UsageError
 */
export function parseMix(text: string): readonly Share[] {
  const shares = text.split(',').map(part => {
    const [, name = '', weight = '1'] = /^\s*([a-z]+)(?::([0-9]{1,6}))?\s*$/i.exec(part) ?? []
    return { name: name.toLowerCase(), weight: Number(weight) }
  })
  if (shares.some(({ name, weight }) => !Object.hasOwn(LOADS, name) || weight < 1)) {
    throw new UsageError(`--mix is a list such as get:8,set:2. Commands are ${Object.keys(LOADS).join(', ')}.`)
  }
  return shares
}

/** Draws names as often as their weights say. */
export function drawShare(shares: readonly Share[], random: number): string {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0)
  let left = random * total
  for (const { name, weight } of shares) {
    left -= weight
    if (left < 0) return name
  }
  return shares.at(-1)?.name ?? ''
}

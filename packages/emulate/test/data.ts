import {
  type Command,
  command,
  GEOADD,
  HSET,
  PEXPIREAT,
  PFADD,
  RPUSH,
  SADD,
  SET,
  XADD,
  XGROUP_CREATE,
  XREADGROUP,
  ZADD,
} from '@rc/commands'
import fc from 'fast-check'

/** Keys in six slots, on all of three nodes. */
export const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
/** A key, as text or as bytes. */
export const key = fc.constantFrom<string | Buffer>(...KEYS, Buffer.from('a'), Buffer.from('b'))

/** Few enough members that they meet, some of them no text. */
export const member = fc.constantFrom<string | Buffer>(
  '1',
  '2',
  '3',
  'x',
  'y',
  'z',
  'ä',
  '',
  Buffer.from([0xff, 0, 0x0a]),
)
export const members = fc.array(member, { minLength: 1, maxLength: 6 })
export const score = fc.constantFrom<number | string>(0, '-0', 1, 1.1, 2.7, 0.1, 1e300, -3, '+inf', '-inf', 17, 2 ** 53)

const FAR = 4_000_000_000_000

/** Commands that give a key a content of any type, or none. */
export const content = (name: string): fc.Arbitrary<readonly Command<unknown>[]> =>
  fc
    .tuple(
      fc.oneof<fc.MaybeWeightedArbitrary<readonly Command<unknown>[]>[]>(
        fc.constant([]),
        { weight: 3, arbitrary: members.map(some => [command(SADD, [name, ...some])]) },
        { weight: 2, arbitrary: members.map(some => [command(RPUSH, [name, ...some])]) },
        {
          weight: 3,
          arbitrary: fc
            .array(fc.tuple(score, member), { minLength: 1, maxLength: 6 })
            .map(pairs => [command(ZADD, [name, ...pairs.flat()])]),
        },
        members.map(some => [command(PFADD, [name, ...some])]),
        fc.uint8Array({ maxLength: 9 }).map(bytes => [command(SET, [name, bytes])]),
        fc.array(fc.tuple(member, member), { minLength: 1 }).map(pairs => [command(HSET, [name, ...pairs.flat()])]),
        fc.constant([command(GEOADD, [name, 13.36, 38.11, 'x', 15.08, 37.5, 'y', 2.35, 48.85, 'z'])]),
        fc.constant([
          command(XADD, [name, '5-1', 'f', 'v']),
          command(XADD, [name, '6-0', 'f', 'w']),
          command(XGROUP_CREATE, [name, 'g', '0']),
          command(XREADGROUP, ['GROUP', 'g', 'me', 'COUNT', 1, 'STREAMS', name, '>']),
        ]),
      ),
      fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 3 }),
    )
    .map(([made, expiry]) => (expiry === null ? made : [...made, command(PEXPIREAT, [name, FAR + expiry])]))

/** A database: the commands that fill it. */
export const database = fc.tuple(...KEYS.map(content)).map(made => made.flat())

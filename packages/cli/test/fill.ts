import {
  type Command,
  command,
  type Executor,
  HSET,
  PEXPIREAT,
  PFADD,
  RPUSH,
  SADD,
  SET,
  SETRANGE,
  XADD,
  XGROUP_CREATE,
  XREADGROUP,
  ZADD,
} from '@rc/commands'

/** How much to fill in. */
export interface FillOptions {
  readonly keys: number
  /** One string of so many bytes beside; 0 for none. */
  readonly largeBytes?: number
}

/** A time that stays the same from run to run, and is far. */
const FAR = 4_000_000_000_000
const AT_ONCE = 5000

/** Keys of all types, some with an end, some with names and values that are no text. */
export async function fill(executor: Executor, { keys, largeBytes = 0 }: FillOptions): Promise<void> {
  let under: Promise<unknown>[] = []
  for (let i = 0; i < keys; i++) {
    for (const one of contentOf(i)) under.push(executor.run(one))
    if (under.length < AT_ONCE) continue
    await Promise.all(under)
    under = []
  }
  await Promise.all(under)
  const chunk = Buffer.alloc(2 ** 20, 'large')
  for (let at = 0; at < largeBytes; at += chunk.length) {
    await executor.run(command(SETRANGE, ['large', at, chunk.subarray(0, Math.min(chunk.length, largeBytes - at))]))
  }
}

/** The name of the i-th key. Every fifth is no text, and some share a tag. */
export const nameOf = (i: number): Buffer =>
  i % 5 === 0
    ? Buffer.concat([Buffer.from([0xff, 0x00, 0x0a, 0x7b]), Buffer.from(`bin:${i}`)])
    : Buffer.from(i % 7 === 0 ? `{user:${i % 100}}:${i}` : `key:${i}`)

function contentOf(i: number): Command<unknown>[] {
  const name = nameOf(i)
  const made = BY_TYPE[i % BY_TYPE.length]?.(name, i) ?? []
  return i % 3 === 0 ? [...made, command(PEXPIREAT, [name, FAR + i])] : made
}

const many = (count: number, make: (n: number) => (string | number | Buffer)[]): (string | number | Buffer)[] =>
  Array.from({ length: count }, (_, n) => make(n)).flat()

/** Small ones and ones that are encoded as large ones are. */
const BY_TYPE: readonly ((name: Buffer, i: number) => Command<unknown>[])[] = [
  (name, i) => [command(SET, [name, Buffer.from([i & 255, 0xfe, 0x00, ...Buffer.from(String(i))])])],
  (name, i) => [command(HSET, [name, ...many(i % 1000 === 1 ? 600 : 4, n => [`field${n}`, `value${i}-${n}`])])],
  (name, i) => [command(RPUSH, [name, ...many(i % 1000 === 2 ? 600 : 5, n => [`element${i}-${n}`])])],
  (name, i) => [command(SADD, [name, ...many(i % 1000 === 3 ? 600 : 5, n => [`member${i}-${n}`])])],
  (name, i) => [command(ZADD, [name, ...many(i % 1000 === 4 ? 600 : 5, n => [n * 1.5 - i, `member${n}`])])],
  (name, i) => [command(SET, [name, i])],
  (name, i) => [command(PFADD, [name, i, i + 1, i + 2])],
  (name, i) => [
    command(XADD, [name, `${i + 1}-1`, 'field', `value${i}`]),
    command(XADD, [name, `${i + 2}-0`, 'field', 'other']),
    command(XGROUP_CREATE, [name, 'group', '0']),
    command(XREADGROUP, ['GROUP', 'group', 'consumer', 'COUNT', 1, 'STREAMS', name, '>']),
  ],
]

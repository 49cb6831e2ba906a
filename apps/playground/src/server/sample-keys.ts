import type { CallWords, RedisCluster } from '@rc/client'

const USERS = 100
const NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank', 'Grace', 'Heidi', 'Ivan', 'Judy']
const TAGS = ['reader', 'writer', 'editor', 'guest', 'admin']

/** How many keys a call of `fillSampleKeys` writes. */
export const SAMPLE_KEYS = USERS * 5

/**
 * Writes keys of several types, which spread over all slots; those in braces lie beside their user.
 *
 * @param prefix stands before every key, so that they are easily told from a cluster's own
 * @param batch 0 for the first hundred users, 1 for the next
 */
export async function fillSampleKeys(rc: RedisCluster, prefix: string, batch: number): Promise<void> {
  const numbers = Array.from({ length: USERS }, (_, i) => batch * USERS + i + 1)
  await Promise.all(numbers.flatMap(number => keysOfUser(prefix, number)).map(words => rc.call(words)))
}

function keysOfUser(prefix: string, number: number): CallWords[] {
  const name = NAMES[number % NAMES.length] as string
  const user = `${prefix}{user:${number}}`
  return [
    ['HSET', `${prefix}user:${number}`, 'name', name, 'age', 20 + ((number * 7) % 50)],
    ['SET', `${prefix}visits:${number}`, number * 3],
    ['SET', `${prefix}session:${(number * 2654435761) % 4294967296}`, `{"user":${number}}`],
    ['SADD', `${user}:tags`, TAGS[number % 5] as string, TAGS[(number + 2) % 5] as string],
    ['SET', `${user}:cart`, `${number % 4} items`],
  ]
}

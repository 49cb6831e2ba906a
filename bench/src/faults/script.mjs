/** The oracle, as packages/client/test/faults/client.ts has it; a test there compares the two. */
export const SCRIPT =
  "local t = redis.call('TIME') " +
  "redis.call('RPUSH', KEYS[1], ARGV[1] .. '|' .. t[1] .. '|' .. t[2]) " +
  "return redis.call('INCR', KEYS[2])"

/** @type {(key: string) => [string, string]} */
export const KEYS_OF = key => [`log:{${key}}`, `ctr:{${key}}`]

import { type CommandSpec, READ } from '@rc/commands'

// What is not named here is asked of the server every time. Left out although they read one key: what is another thing
// each time (SRANDMEMBER, HSCAN), what changes without anybody changing the key (TTL, OBJECT IDLETIME, XPENDING), what
// looks at other keys too (SORT_RO), and what nobody reads often (DUMP, OBJECT ENCODING).
const NAMES: ReadonlySet<string> = new Set(
  (
    'GET GETRANGE SUBSTR STRLEN GETBIT BITCOUNT BITPOS BITFIELD_RO TYPE ' +
    'HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN ' +
    'LINDEX LLEN LPOS LRANGE SCARD SISMEMBER SMISMEMBER SMEMBERS ' +
    'ZCARD ZCOUNT ZLEXCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK ' +
    'ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYLEX ZREVRANGEBYSCORE ' +
    'GEODIST GEOHASH GEOPOS GEOSEARCH GEORADIUS_RO GEORADIUSBYMEMBER_RO XLEN XRANGE XREVRANGE JSON.GET'
  ).split(' '),
)

/** Whether a command only reads its one key, and answers the same as long as nobody changes that. MGET has its own way. */
export const isCacheable = ({ name, flags, onlyKey }: CommandSpec): boolean =>
  onlyKey >= 0 && (flags & READ) !== 0 && NAMES.has(name)

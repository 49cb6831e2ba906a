// Written by scripts/generate.mjs from the files beside it. Do not edit.
import type * as all from './index.js'
import { blmove, blmpop, blpop, brpop, brpoplpush } from './blocking-lists.js'
import { expire, expireat, expiretime, persist, pexpire, pexpireat, pexpiretime, pttl, ttl } from './expiry.js'
import { hdel, hexists, hget, hgetall, hincrby, hincrbyfloat, hkeys, hlen, hmget, hmset, hrandfield, hset, hsetnx, hstrlen, hvals } from './hashes.js'
import { copy, dbsize, del, dump, exists, keys, migrate, objectEncoding, objectFreq, objectIdletime, objectRefcount, randomkey, rename, renamenx, restore, touch, type, unlink, wait, waitaof } from './keys.js'
import { lindex, linsert, llen, lmove, lmpop, lpop, lpos, lpush, lpushx, lrange, lrem, lset, ltrim, rpop, rpoplpush, rpush, rpushx } from './lists.js'
import { hscan, sscan, zscan } from './scans.js'
import { sadd, scard, sdiff, sdiffstore, sinter, sintercard, sinterstore, sismember, smembers, smismember, smove, spop, srandmember, srem, sunion, sunionstore } from './sets.js'
import { sort, sort_ro } from './sort.js'
import { zdiff, zdiffstore, zinter, zintercard, zinterstore, zunion, zunionstore } from './sorted-set-algebra.js'
import { bzmpop, bzpopmax, bzpopmin, zmpop, zpopmax, zpopmin } from './sorted-set-pops.js'
import { zrandmember, zrange, zrangebylex, zrangebyscore, zrangestore, zrank, zrevrange, zrevrangebylex, zrevrangebyscore, zrevrank } from './sorted-set-ranges.js'
import { zadd, zcard, zcount, zincrby, zlexcount, zmscore, zrem, zremrangebylex, zremrangebyrank, zremrangebyscore, zscore } from './sorted-sets.js'
import { append, decr, decrby, get, getdel, getex, getrange, getset, incr, incrby, incrbyfloat, lcs, mget, mset, msetnx, psetex, set, setex, setnx, setrange, strlen, substr } from './strings.js'

/** Every builder, under the name of its method. Whoever imports it ships them all. */
export const builders: typeof all = { append, blmove, blmpop, blpop, brpop, brpoplpush, bzmpop, bzpopmax, bzpopmin, copy, dbsize, decr, decrby, del, dump, exists, expire, expireat, expiretime, get, getdel, getex, getrange, getset, hdel, hexists, hget, hgetall, hincrby, hincrbyfloat, hkeys, hlen, hmget, hmset, hrandfield, hscan, hset, hsetnx, hstrlen, hvals, incr, incrby, incrbyfloat, keys, lcs, lindex, linsert, llen, lmove, lmpop, lpop, lpos, lpush, lpushx, lrange, lrem, lset, ltrim, mget, migrate, mset, msetnx, objectEncoding, objectFreq, objectIdletime, objectRefcount, persist, pexpire, pexpireat, pexpiretime, psetex, pttl, randomkey, rename, renamenx, restore, rpop, rpoplpush, rpush, rpushx, sadd, scard, sdiff, sdiffstore, set, setex, setnx, setrange, sinter, sintercard, sinterstore, sismember, smembers, smismember, smove, sort, sort_ro, spop, srandmember, srem, sscan, strlen, substr, sunion, sunionstore, touch, ttl, type, unlink, wait, waitaof, zadd, zcard, zcount, zdiff, zdiffstore, zincrby, zinter, zintercard, zinterstore, zlexcount, zmpop, zmscore, zpopmax, zpopmin, zrandmember, zrange, zrangebylex, zrangebyscore, zrangestore, zrank, zrem, zremrangebylex, zremrangebyrank, zremrangebyscore, zrevrange, zrevrangebylex, zrevrangebyscore, zrevrank, zscan, zscore, zunion, zunionstore }

// Written by scripts/generate.mjs from the files beside it. Do not edit.
import type * as all from './index.js'
import { blmove, blmpop, blpop, brpop, brpoplpush } from './blocking-lists.js'
import { hdel, hexists, hget, hgetall, hincrby, hincrbyfloat, hkeys, hlen, hmget, hmset, hrandfield, hset, hsetnx, hstrlen, hvals } from './hashes.js'
import { lindex, linsert, llen, lmove, lmpop, lpop, lpos, lpush, lpushx, lrange, lrem, lset, ltrim, rpop, rpoplpush, rpush, rpushx } from './lists.js'
import { sadd, scard, sdiff, sdiffstore, sinter, sintercard, sinterstore, sismember, smembers, smismember, smove, spop, srandmember, srem, sunion, sunionstore } from './sets.js'
import { append, decr, decrby, get, getdel, getex, getrange, getset, incr, incrby, incrbyfloat, lcs, mget, mset, msetnx, psetex, set, setex, setnx, setrange, strlen, substr } from './strings.js'

/** Every builder, under the name of its method. Whoever imports it ships them all. */
export const builders: typeof all = { append, blmove, blmpop, blpop, brpop, brpoplpush, decr, decrby, get, getdel, getex, getrange, getset, hdel, hexists, hget, hgetall, hincrby, hincrbyfloat, hkeys, hlen, hmget, hmset, hrandfield, hset, hsetnx, hstrlen, hvals, incr, incrby, incrbyfloat, lcs, lindex, linsert, llen, lmove, lmpop, lpop, lpos, lpush, lpushx, lrange, lrem, lset, ltrim, mget, mset, msetnx, psetex, rpop, rpoplpush, rpush, rpushx, sadd, scard, sdiff, sdiffstore, set, setex, setnx, setrange, sinter, sintercard, sinterstore, sismember, smembers, smismember, smove, spop, srandmember, srem, strlen, substr, sunion, sunionstore }

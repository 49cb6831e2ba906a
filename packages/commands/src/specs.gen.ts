// Written by scripts/generate.mjs from redis 7.0.15, redis 8.0.6, valkey 8.1.1, valkey 9.1.2. Do not edit.
import { NONE, FIRST, SECOND, TWO, ALL, ALL_BUT_LAST, PAIRS, FROM_SECOND, COUNTED, COUNTED_SECOND, FIRST_AND_COUNTED, SORT_KEYS, MIGRATE_KEYS } from './key-shapes.js'
import { spec } from './spec.js'

/** Since 6.0.0. READ, TEXT. */
export const ACL_CAT = /* @__PURE__ */ spec('ACL CAT', { arity: -2, flags: 4098, keys: NONE })
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_DELUSER = /* @__PURE__ */ spec('ACL DELUSER', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 7.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_DRYRUN = /* @__PURE__ */ spec('ACL DRYRUN', { arity: -4, flags: 6162, keys: NONE })
/** Since 6.0.0. READ, TEXT. */
export const ACL_GENPASS = /* @__PURE__ */ spec('ACL GENPASS', { arity: -2, flags: 4098, keys: NONE })
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_GETUSER = /* @__PURE__ */ spec('ACL GETUSER', { arity: 3, flags: 6162, keys: NONE })
/** Since 6.0.0. TEXT. */
export const ACL_HELP = /* @__PURE__ */ spec('ACL HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_LIST = /* @__PURE__ */ spec('ACL LIST', { arity: 2, flags: 6162, keys: NONE })
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_LOAD = /* @__PURE__ */ spec('ACL LOAD', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_LOG = /* @__PURE__ */ spec('ACL LOG', { arity: -2, flags: 6162, keys: NONE, request: 'all_nodes' })
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_SAVE = /* @__PURE__ */ spec('ACL SAVE', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_SETUSER = /* @__PURE__ */ spec('ACL SETUSER', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_USERS = /* @__PURE__ */ spec('ACL USERS', { arity: 2, flags: 6162, keys: NONE })
/** Since 6.0.0. READ, TEXT. */
export const ACL_WHOAMI = /* @__PURE__ */ spec('ACL WHOAMI', { arity: 2, flags: 4098, keys: NONE })
/** Since 2.0.0. DENY_OOM, WRITE. */
export const APPEND = /* @__PURE__ */ spec('APPEND', { arity: 3, flags: 257, keys: FIRST })
/** Since 3.0.0. CONNECTION, TEXT. */
export const ASKING = /* @__PURE__ */ spec('ASKING', { arity: 1, flags: 4128, keys: NONE })
/** Since 1.0.0. CONNECTION, TEXT. */
export const AUTH = /* @__PURE__ */ spec('AUTH', { arity: -2, flags: 4128, keys: NONE })
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const BGREWRITEAOF = /* @__PURE__ */ spec('BGREWRITEAOF', { arity: 1, flags: 6160, keys: NONE, request: 'all_nodes' })
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const BGSAVE = /* @__PURE__ */ spec('BGSAVE', { arity: -1, flags: 6160, keys: NONE, request: 'all_nodes' })
/** Since 2.6.0. READ. */
export const BITCOUNT = /* @__PURE__ */ spec('BITCOUNT', { arity: -2, flags: 2, keys: FIRST })
/** Since 3.2.0. DENY_OOM, WRITE. */
export const BITFIELD = /* @__PURE__ */ spec('BITFIELD', { arity: -2, flags: 257, keys: FIRST })
/** Since 6.0.0. READ. */
export const BITFIELD_RO = /* @__PURE__ */ spec('BITFIELD_RO', { arity: -2, flags: 2, keys: FIRST })
/** Since 2.6.0. DENY_OOM, WRITE. */
export const BITOP = /* @__PURE__ */ spec('BITOP', { arity: -4, flags: 257, keys: FROM_SECOND })
/** Since 2.8.7. READ. */
export const BITPOS = /* @__PURE__ */ spec('BITPOS', { arity: -3, flags: 2, keys: FIRST })
/** Since 6.2.0. BLOCKING, DENY_OOM, WRITE. */
export const BLMOVE = /* @__PURE__ */ spec('BLMOVE', { arity: 6, flags: 261, keys: TWO })
/** Since 7.0.0. BLOCKING, WRITE. */
export const BLMPOP = /* @__PURE__ */ spec('BLMPOP', { arity: -5, flags: 5, keys: COUNTED_SECOND })
/** Since 2.0.0. BLOCKING, WRITE. */
export const BLPOP = /* @__PURE__ */ spec('BLPOP', { arity: -3, flags: 5, keys: ALL_BUT_LAST })
/** Since 2.0.0. BLOCKING, WRITE. */
export const BRPOP = /* @__PURE__ */ spec('BRPOP', { arity: -3, flags: 5, keys: ALL_BUT_LAST })
/** Since 2.2.0. BLOCKING, DENY_OOM, WRITE. */
export const BRPOPLPUSH = /* @__PURE__ */ spec('BRPOPLPUSH', { arity: 4, flags: 261, keys: TWO })
/** Since 7.0.0. BLOCKING, WRITE. */
export const BZMPOP = /* @__PURE__ */ spec('BZMPOP', { arity: -5, flags: 5, keys: COUNTED_SECOND })
/** Since 5.0.0. BLOCKING, WRITE. */
export const BZPOPMAX = /* @__PURE__ */ spec('BZPOPMAX', { arity: -3, flags: 5, keys: ALL_BUT_LAST })
/** Since 5.0.0. BLOCKING, WRITE. */
export const BZPOPMIN = /* @__PURE__ */ spec('BZPOPMIN', { arity: -3, flags: 5, keys: ALL_BUT_LAST })
/** Since 6.0.0. CONNECTION, TEXT. */
export const CLIENT_CACHING = /* @__PURE__ */ spec('CLIENT CACHING', { arity: 3, flags: 4128, keys: NONE })
/** Since Valkey 8.0.0. CONNECTION, TEXT. */
export const CLIENT_CAPA = /* @__PURE__ */ spec('CLIENT CAPA', { arity: -3, flags: 4128, keys: NONE })
/** Since 2.6.9. READ, TEXT. */
export const CLIENT_GETNAME = /* @__PURE__ */ spec('CLIENT GETNAME', { arity: 2, flags: 4098, keys: NONE })
/** Since 6.0.0. READ, TEXT. */
export const CLIENT_GETREDIR = /* @__PURE__ */ spec('CLIENT GETREDIR', { arity: 2, flags: 4098, keys: NONE })
/** Since 5.0.0. TEXT. */
export const CLIENT_HELP = /* @__PURE__ */ spec('CLIENT HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 5.0.0. READ, TEXT. */
export const CLIENT_ID = /* @__PURE__ */ spec('CLIENT ID', { arity: 2, flags: 4098, keys: NONE })
/** Since Valkey 8.1.0. CONNECTION, TEXT. */
export const CLIENT_IMPORT_SOURCE = /* @__PURE__ */ spec('CLIENT IMPORT-SOURCE', { arity: 3, flags: 4128, keys: NONE })
/** Since 6.2.0. READ, TEXT. */
export const CLIENT_INFO = /* @__PURE__ */ spec('CLIENT INFO', { arity: 2, flags: 4098, keys: NONE })
/** Since 2.4.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_KILL = /* @__PURE__ */ spec('CLIENT KILL', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes' })
/** Since 2.4.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLIENT_LIST = /* @__PURE__ */ spec('CLIENT LIST', { arity: -2, flags: 6162, keys: NONE, request: 'all_nodes' })
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_NO_EVICT = /* @__PURE__ */ spec('CLIENT NO-EVICT', { arity: 3, flags: 6160, keys: NONE })
/** Since 7.2.0. TEXT. */
export const CLIENT_NO_TOUCH = /* @__PURE__ */ spec('CLIENT NO-TOUCH', { arity: 3, flags: 4096, keys: NONE })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_PAUSE = /* @__PURE__ */ spec('CLIENT PAUSE', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 3.2.0. CONNECTION, NO_MULTI, TEXT. */
export const CLIENT_REPLY = /* @__PURE__ */ spec('CLIENT REPLY', { arity: 3, flags: 4256, keys: NONE })
/** Since 7.2.0. TEXT. */
export const CLIENT_SETINFO = /* @__PURE__ */ spec('CLIENT SETINFO', { arity: 4, flags: 4096, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 2.6.9. TEXT. */
export const CLIENT_SETNAME = /* @__PURE__ */ spec('CLIENT SETNAME', { arity: 3, flags: 4096, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 6.0.0. CONNECTION, TEXT. */
export const CLIENT_TRACKING = /* @__PURE__ */ spec('CLIENT TRACKING', { arity: -3, flags: 4128, keys: NONE })
/** Since 6.2.0. READ, TEXT. */
export const CLIENT_TRACKINGINFO = /* @__PURE__ */ spec('CLIENT TRACKINGINFO', { arity: 2, flags: 4098, keys: NONE })
/** Since 5.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_UNBLOCK = /* @__PURE__ */ spec('CLIENT UNBLOCK', { arity: -3, flags: 6160, keys: NONE })
/** Since 6.2.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_UNPAUSE = /* @__PURE__ */ spec('CLIENT UNPAUSE', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_ADDSLOTS = /* @__PURE__ */ spec('CLUSTER ADDSLOTS', { arity: -3, flags: 6160, keys: NONE, request: 'special' })
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_ADDSLOTSRANGE = /* @__PURE__ */ spec('CLUSTER ADDSLOTSRANGE', { arity: -4, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_BUMPEPOCH = /* @__PURE__ */ spec('CLUSTER BUMPEPOCH', { arity: 2, flags: 6160, keys: NONE, request: 'special' })
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_CANCELSLOTMIGRATIONS = /* @__PURE__ */ spec('CLUSTER CANCELSLOTMIGRATIONS', { arity: 2, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_COUNT_FAILURE_REPORTS = /* @__PURE__ */ spec('CLUSTER COUNT-FAILURE-REPORTS', { arity: 3, flags: 6162, keys: NONE })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_COUNTKEYSINSLOT = /* @__PURE__ */ spec('CLUSTER COUNTKEYSINSLOT', { arity: 3, flags: 4098, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_DELSLOTS = /* @__PURE__ */ spec('CLUSTER DELSLOTS', { arity: -3, flags: 6160, keys: NONE, request: 'special' })
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_DELSLOTSRANGE = /* @__PURE__ */ spec('CLUSTER DELSLOTSRANGE', { arity: -4, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FAILOVER = /* @__PURE__ */ spec('CLUSTER FAILOVER', { arity: -2, flags: 6160, keys: NONE, request: 'special' })
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT, WRITE. */
export const CLUSTER_FLUSHSLOT = /* @__PURE__ */ spec('CLUSTER FLUSHSLOT', { arity: -3, flags: 6161, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FLUSHSLOTS = /* @__PURE__ */ spec('CLUSTER FLUSHSLOTS', { arity: 2, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FORGET = /* @__PURE__ */ spec('CLUSTER FORGET', { arity: 3, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. READ. */
export const CLUSTER_GETKEYSINSLOT = /* @__PURE__ */ spec('CLUSTER GETKEYSINSLOT', { arity: 4, flags: 2, keys: NONE, request: 'special' })
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_GETSLOTMIGRATIONS = /* @__PURE__ */ spec('CLUSTER GETSLOTMIGRATIONS', { arity: 2, flags: 6162, keys: NONE })
/** Since 5.0.0. TEXT. */
export const CLUSTER_HELP = /* @__PURE__ */ spec('CLUSTER HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_INFO = /* @__PURE__ */ spec('CLUSTER INFO', { arity: 2, flags: 4098, keys: NONE })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_KEYSLOT = /* @__PURE__ */ spec('CLUSTER KEYSLOT', { arity: 3, flags: 4098, keys: NONE })
/** Since 7.0.0. READ, TEXT. */
export const CLUSTER_LINKS = /* @__PURE__ */ spec('CLUSTER LINKS', { arity: 2, flags: 4098, keys: NONE })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_MEET = /* @__PURE__ */ spec('CLUSTER MEET', { arity: -4, flags: 6160, keys: NONE })
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_MIGRATESLOTS = /* @__PURE__ */ spec('CLUSTER MIGRATESLOTS', { arity: -4, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_MYID = /* @__PURE__ */ spec('CLUSTER MYID', { arity: 2, flags: 4098, keys: NONE })
/** Since 7.2.0. READ, TEXT. */
export const CLUSTER_MYSHARDID = /* @__PURE__ */ spec('CLUSTER MYSHARDID', { arity: 2, flags: 4098, keys: NONE })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_NODES = /* @__PURE__ */ spec('CLUSTER NODES', { arity: 2, flags: 4098, keys: NONE })
/** Since 5.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_REPLICAS = /* @__PURE__ */ spec('CLUSTER REPLICAS', { arity: 3, flags: 6162, keys: NONE })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_REPLICATE = /* @__PURE__ */ spec('CLUSTER REPLICATE', { arity: -3, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_RESET = /* @__PURE__ */ spec('CLUSTER RESET', { arity: -2, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SAVECONFIG = /* @__PURE__ */ spec('CLUSTER SAVECONFIG', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SET_CONFIG_EPOCH = /* @__PURE__ */ spec('CLUSTER SET-CONFIG-EPOCH', { arity: 3, flags: 6160, keys: NONE, request: 'special' })
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SETSLOT = /* @__PURE__ */ spec('CLUSTER SETSLOT', { arity: -4, flags: 6160, keys: NONE, request: 'special' })
/** Since 7.0.0. READ, TEXT. */
export const CLUSTER_SHARDS = /* @__PURE__ */ spec('CLUSTER SHARDS', { arity: 2, flags: 4098, keys: NONE })
/** Since 3.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_SLAVES = /* @__PURE__ */ spec('CLUSTER SLAVES', { arity: 3, flags: 6162, keys: NONE })
/** Since Valkey 8.0.0. READ, TEXT. */
export const CLUSTER_SLOT_STATS = /* @__PURE__ */ spec('CLUSTER SLOT-STATS', { arity: -4, flags: 4098, keys: NONE, request: 'all_shards' })
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_SLOTS = /* @__PURE__ */ spec('CLUSTER SLOTS', { arity: 2, flags: 4098, keys: NONE })
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SYNCSLOTS = /* @__PURE__ */ spec('CLUSTER SYNCSLOTS', { arity: -3, flags: 6160, keys: NONE })
/** Since Valkey 9.1.0. READ. */
export const CLUSTERSCAN = /* @__PURE__ */ spec('CLUSTERSCAN', { arity: -2, flags: 2, keys: FIRST })
/** Since 2.8.13. READ, TEXT. */
export const COMMAND = /* @__PURE__ */ spec('COMMAND', { arity: -1, flags: 4098, keys: NONE })
/** Since 2.8.13. READ, TEXT. */
export const COMMAND_COUNT = /* @__PURE__ */ spec('COMMAND COUNT', { arity: 2, flags: 4098, keys: NONE })
/** Since 7.0.0. READ, TEXT. */
export const COMMAND_DOCS = /* @__PURE__ */ spec('COMMAND DOCS', { arity: -2, flags: 4098, keys: NONE })
/** Since 2.8.13. READ. */
export const COMMAND_GETKEYS = /* @__PURE__ */ spec('COMMAND GETKEYS', { arity: -3, flags: 2, keys: NONE })
/** Since 7.0.0. READ. */
export const COMMAND_GETKEYSANDFLAGS = /* @__PURE__ */ spec('COMMAND GETKEYSANDFLAGS', { arity: -3, flags: 2, keys: NONE })
/** Since 5.0.0. TEXT. */
export const COMMAND_HELP = /* @__PURE__ */ spec('COMMAND HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.8.13. READ, TEXT. */
export const COMMAND_INFO = /* @__PURE__ */ spec('COMMAND INFO', { arity: -2, flags: 4098, keys: NONE })
/** Since 7.0.0. READ, TEXT. */
export const COMMAND_LIST = /* @__PURE__ */ spec('COMMAND LIST', { arity: -2, flags: 4098, keys: NONE })
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, READ, TEXT. */
export const COMMANDLOG_GET = /* @__PURE__ */ spec('COMMANDLOG GET', { arity: 4, flags: 6162, keys: NONE, request: 'all_nodes' })
/** Since Valkey 8.1.0. TEXT. */
export const COMMANDLOG_HELP = /* @__PURE__ */ spec('COMMANDLOG HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, READ, TEXT. */
export const COMMANDLOG_LEN = /* @__PURE__ */ spec('COMMANDLOG LEN', { arity: 3, flags: 6162, keys: NONE, request: 'all_nodes', response: 'agg_sum' })
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, TEXT. */
export const COMMANDLOG_RESET = /* @__PURE__ */ spec('COMMANDLOG RESET', { arity: 3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 2.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CONFIG_GET = /* @__PURE__ */ spec('CONFIG GET', { arity: -3, flags: 6162, keys: NONE, request: 'all_nodes' })
/** Since 5.0.0. TEXT. */
export const CONFIG_HELP = /* @__PURE__ */ spec('CONFIG HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.0.0. ADMIN, DANGEROUS, TEXT. */
export const CONFIG_RESETSTAT = /* @__PURE__ */ spec('CONFIG RESETSTAT', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 2.8.0. ADMIN, DANGEROUS, TEXT. */
export const CONFIG_REWRITE = /* @__PURE__ */ spec('CONFIG REWRITE', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 2.0.0. ADMIN, DANGEROUS, IDEMPOTENT, TEXT. */
export const CONFIG_SET = /* @__PURE__ */ spec('CONFIG SET', { arity: -4, flags: 6168, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 6.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const COPY = /* @__PURE__ */ spec('COPY', { arity: -3, flags: 265, keys: TWO })
/** Since 1.0.0. READ, TEXT. */
export const DBSIZE = /* @__PURE__ */ spec('DBSIZE', { arity: 1, flags: 4098, keys: NONE, request: 'all_shards', response: 'agg_sum' })
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const DEBUG = /* @__PURE__ */ spec('DEBUG', { arity: -2, flags: 6160, keys: NONE })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const DECR = /* @__PURE__ */ spec('DECR', { arity: 2, flags: 257, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const DECRBY = /* @__PURE__ */ spec('DECRBY', { arity: 3, flags: 257, keys: FIRST })
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const DEL = /* @__PURE__ */ spec('DEL', { arity: -2, flags: 9, keys: ALL, request: 'multi_shard', response: 'agg_sum' })
/** Since Valkey 9.0.0. WRITE. */
export const DELIFEQ = /* @__PURE__ */ spec('DELIFEQ', { arity: 3, flags: 1, keys: FIRST })
/** Since 2.0.0. CONNECTION, TEXT. */
export const DISCARD = /* @__PURE__ */ spec('DISCARD', { arity: 1, flags: 4128, keys: NONE })
/** Since 2.6.0. BINARY, READ. */
export const DUMP = /* @__PURE__ */ spec('DUMP', { arity: 2, flags: 8194, keys: FIRST })
/** Since 1.0.0. READ. */
export const ECHO = /* @__PURE__ */ spec('ECHO', { arity: 2, flags: 2, keys: NONE })
/** Since 2.6.0. SCRIPT, WRITE. */
export const EVAL = /* @__PURE__ */ spec('EVAL', { arity: -3, flags: 1025, keys: COUNTED_SECOND })
/** Since 2.6.0. SCRIPT, WRITE. */
export const EVALSHA = /* @__PURE__ */ spec('EVALSHA', { arity: -3, flags: 1025, keys: COUNTED_SECOND })
/** Since 7.0.0. READ. */
export const EVALSHA_RO = /* @__PURE__ */ spec('EVALSHA_RO', { arity: -3, flags: 2, keys: COUNTED_SECOND })
/** Since 7.0.0. READ. */
export const EVAL_RO = /* @__PURE__ */ spec('EVAL_RO', { arity: -3, flags: 2, keys: COUNTED_SECOND })
/** Since 1.2.0. CONNECTION. */
export const EXEC = /* @__PURE__ */ spec('EXEC', { arity: 1, flags: 32, keys: NONE })
/** Since 1.0.0. READ. */
export const EXISTS = /* @__PURE__ */ spec('EXISTS', { arity: -2, flags: 2, keys: ALL, request: 'multi_shard', response: 'agg_sum' })
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const EXPIRE = /* @__PURE__ */ spec('EXPIRE', { arity: -3, flags: 9, keys: FIRST })
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const EXPIREAT = /* @__PURE__ */ spec('EXPIREAT', { arity: -3, flags: 9, keys: FIRST })
/** Since 7.0.0. READ. */
export const EXPIRETIME = /* @__PURE__ */ spec('EXPIRETIME', { arity: 2, flags: 2, keys: FIRST })
/** Since 6.2.0. ADMIN, DANGEROUS, TEXT. */
export const FAILOVER = /* @__PURE__ */ spec('FAILOVER', { arity: -1, flags: 6160, keys: NONE, request: 'special' })
/** Since 7.0.0. SCRIPT, WRITE. */
export const FCALL = /* @__PURE__ */ spec('FCALL', { arity: -3, flags: 1025, keys: COUNTED_SECOND })
/** Since 7.0.0. READ. */
export const FCALL_RO = /* @__PURE__ */ spec('FCALL_RO', { arity: -3, flags: 2, keys: COUNTED_SECOND })
/** Since 1.0.0. DANGEROUS, IDEMPOTENT, TEXT, WRITE. */
export const FLUSHALL = /* @__PURE__ */ spec('FLUSHALL', { arity: -1, flags: 6153, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 1.0.0. DANGEROUS, IDEMPOTENT, TEXT, WRITE. */
export const FLUSHDB = /* @__PURE__ */ spec('FLUSHDB', { arity: -1, flags: 6153, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 7.0.0. TEXT, WRITE. */
export const FUNCTION_DELETE = /* @__PURE__ */ spec('FUNCTION DELETE', { arity: 3, flags: 4097, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 7.0.0. BINARY, READ. */
export const FUNCTION_DUMP = /* @__PURE__ */ spec('FUNCTION DUMP', { arity: 2, flags: 8194, keys: NONE })
/** Since 7.0.0. TEXT, WRITE. */
export const FUNCTION_FLUSH = /* @__PURE__ */ spec('FUNCTION FLUSH', { arity: -2, flags: 4097, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 7.0.0. TEXT. */
export const FUNCTION_HELP = /* @__PURE__ */ spec('FUNCTION HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 7.0.0. TEXT. */
export const FUNCTION_KILL = /* @__PURE__ */ spec('FUNCTION KILL', { arity: 2, flags: 4096, keys: NONE, request: 'all_shards', response: 'one_succeeded' })
/** Since 7.0.0. READ, TEXT. */
export const FUNCTION_LIST = /* @__PURE__ */ spec('FUNCTION LIST', { arity: -2, flags: 4098, keys: NONE })
/** Since 7.0.0. DENY_OOM, TEXT, WRITE. */
export const FUNCTION_LOAD = /* @__PURE__ */ spec('FUNCTION LOAD', { arity: -3, flags: 4353, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 7.0.0. DENY_OOM, TEXT, WRITE. */
export const FUNCTION_RESTORE = /* @__PURE__ */ spec('FUNCTION RESTORE', { arity: -3, flags: 4353, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 7.0.0. READ, TEXT. */
export const FUNCTION_STATS = /* @__PURE__ */ spec('FUNCTION STATS', { arity: 2, flags: 4098, keys: NONE, request: 'all_shards' })
/** Since 3.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const GEOADD = /* @__PURE__ */ spec('GEOADD', { arity: -5, flags: 265, keys: FIRST })
/** Since 3.2.0. READ. */
export const GEODIST = /* @__PURE__ */ spec('GEODIST', { arity: -4, flags: 2, keys: FIRST })
/** Since 3.2.0. READ, TEXT. */
export const GEOHASH = /* @__PURE__ */ spec('GEOHASH', { arity: -2, flags: 4098, keys: FIRST })
/** Since 3.2.0. READ. */
export const GEOPOS = /* @__PURE__ */ spec('GEOPOS', { arity: -2, flags: 2, keys: FIRST })
/** Since 3.2.0. DENY_OOM, WRITE. */
export const GEORADIUS = /* @__PURE__ */ spec('GEORADIUS', { arity: -6, flags: 257, keys: [{ kind: 'range', begin: 0, last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 5, keyword: 'STORE', last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 5, keyword: 'STOREDIST', last: 0, step: 1, limit: 0 }] })
/** Since 3.2.0. DENY_OOM, WRITE. */
export const GEORADIUSBYMEMBER = /* @__PURE__ */ spec('GEORADIUSBYMEMBER', { arity: -5, flags: 257, keys: [{ kind: 'range', begin: 0, last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 4, keyword: 'STORE', last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 4, keyword: 'STOREDIST', last: 0, step: 1, limit: 0 }] })
/** Since 3.2.10. READ. */
export const GEORADIUSBYMEMBER_RO = /* @__PURE__ */ spec('GEORADIUSBYMEMBER_RO', { arity: -5, flags: 2, keys: FIRST })
/** Since 3.2.10. READ. */
export const GEORADIUS_RO = /* @__PURE__ */ spec('GEORADIUS_RO', { arity: -6, flags: 2, keys: FIRST })
/** Since 6.2.0. READ. */
export const GEOSEARCH = /* @__PURE__ */ spec('GEOSEARCH', { arity: -7, flags: 2, keys: FIRST })
/** Since 6.2.0. DENY_OOM, WRITE. */
export const GEOSEARCHSTORE = /* @__PURE__ */ spec('GEOSEARCHSTORE', { arity: -8, flags: 257, keys: TWO })
/** Since 1.0.0. READ. */
export const GET = /* @__PURE__ */ spec('GET', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.2.0. READ. */
export const GETBIT = /* @__PURE__ */ spec('GETBIT', { arity: 3, flags: 2, keys: FIRST })
/** Since 6.2.0. WRITE. */
export const GETDEL = /* @__PURE__ */ spec('GETDEL', { arity: 2, flags: 1, keys: FIRST })
/** Since 6.2.0. IDEMPOTENT, WRITE. */
export const GETEX = /* @__PURE__ */ spec('GETEX', { arity: -2, flags: 9, keys: FIRST })
/** Since 2.4.0. READ. */
export const GETRANGE = /* @__PURE__ */ spec('GETRANGE', { arity: 4, flags: 2, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const GETSET = /* @__PURE__ */ spec('GETSET', { arity: 3, flags: 257, keys: FIRST })
/** Since 2.0.0. IDEMPOTENT, WRITE. */
export const HDEL = /* @__PURE__ */ spec('HDEL', { arity: -3, flags: 9, keys: FIRST })
/** Since 6.0.0. CONNECTION, TEXT. */
export const HELLO = /* @__PURE__ */ spec('HELLO', { arity: -1, flags: 4128, keys: NONE })
/** Since 2.0.0. READ. */
export const HEXISTS = /* @__PURE__ */ spec('HEXISTS', { arity: 3, flags: 2, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HEXPIRE = /* @__PURE__ */ spec('HEXPIRE', { arity: -6, flags: 9, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HEXPIREAT = /* @__PURE__ */ spec('HEXPIREAT', { arity: -6, flags: 9, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HEXPIRETIME = /* @__PURE__ */ spec('HEXPIRETIME', { arity: -5, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const HGET = /* @__PURE__ */ spec('HGET', { arity: 3, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const HGETALL = /* @__PURE__ */ spec('HGETALL', { arity: 2, flags: 2, keys: FIRST })
/** Since Redis 8.0.0, Valkey 9.1.0. WRITE. */
export const HGETDEL = /* @__PURE__ */ spec('HGETDEL', { arity: -5, flags: 1, keys: FIRST })
/** Since Redis 8.0.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HGETEX = /* @__PURE__ */ spec('HGETEX', { arity: -5, flags: 9, keys: FIRST })
/** Since 2.0.0. DENY_OOM, WRITE. */
export const HINCRBY = /* @__PURE__ */ spec('HINCRBY', { arity: 4, flags: 257, keys: FIRST })
/** Since 2.6.0. DENY_OOM, TEXT, WRITE. */
export const HINCRBYFLOAT = /* @__PURE__ */ spec('HINCRBYFLOAT', { arity: 4, flags: 4353, keys: FIRST })
/** Since 2.0.0. READ. */
export const HKEYS = /* @__PURE__ */ spec('HKEYS', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const HLEN = /* @__PURE__ */ spec('HLEN', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const HMGET = /* @__PURE__ */ spec('HMGET', { arity: -3, flags: 2, keys: FIRST })
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const HMSET = /* @__PURE__ */ spec('HMSET', { arity: -4, flags: 265, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPERSIST = /* @__PURE__ */ spec('HPERSIST', { arity: -5, flags: 9, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPEXPIRE = /* @__PURE__ */ spec('HPEXPIRE', { arity: -6, flags: 9, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPEXPIREAT = /* @__PURE__ */ spec('HPEXPIREAT', { arity: -6, flags: 9, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HPEXPIRETIME = /* @__PURE__ */ spec('HPEXPIRETIME', { arity: -5, flags: 2, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HPTTL = /* @__PURE__ */ spec('HPTTL', { arity: -5, flags: 2, keys: FIRST })
/** Since 6.2.0. READ. */
export const HRANDFIELD = /* @__PURE__ */ spec('HRANDFIELD', { arity: -2, flags: 2, keys: FIRST })
/** Since 2.8.0. READ. */
export const HSCAN = /* @__PURE__ */ spec('HSCAN', { arity: -3, flags: 2, keys: FIRST })
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const HSET = /* @__PURE__ */ spec('HSET', { arity: -4, flags: 265, keys: FIRST })
/** Since Redis 8.0.0, Valkey 9.0.0. DENY_OOM, WRITE. */
export const HSETEX = /* @__PURE__ */ spec('HSETEX', { arity: -6, flags: 257, keys: FIRST })
/** Since 2.0.0. DENY_OOM, WRITE. */
export const HSETNX = /* @__PURE__ */ spec('HSETNX', { arity: 4, flags: 257, keys: FIRST })
/** Since 3.2.0. READ. */
export const HSTRLEN = /* @__PURE__ */ spec('HSTRLEN', { arity: 3, flags: 2, keys: FIRST })
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HTTL = /* @__PURE__ */ spec('HTTL', { arity: -5, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const HVALS = /* @__PURE__ */ spec('HVALS', { arity: 2, flags: 2, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const INCR = /* @__PURE__ */ spec('INCR', { arity: 2, flags: 257, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const INCRBY = /* @__PURE__ */ spec('INCRBY', { arity: 3, flags: 257, keys: FIRST })
/** Since 2.6.0. DENY_OOM, TEXT, WRITE. */
export const INCRBYFLOAT = /* @__PURE__ */ spec('INCRBYFLOAT', { arity: 3, flags: 4353, keys: FIRST })
/** Since 1.0.0. DANGEROUS, READ, TEXT. */
export const INFO = /* @__PURE__ */ spec('INFO', { arity: -1, flags: 6146, keys: NONE, request: 'all_shards', response: 'special' })
/** Since 1.0.0. DANGEROUS, READ. */
export const KEYS = /* @__PURE__ */ spec('KEYS', { arity: 2, flags: 2050, keys: NONE, request: 'all_shards', response: 'union' })
/** Since 1.0.0. DANGEROUS, READ, TEXT. */
export const LASTSAVE = /* @__PURE__ */ spec('LASTSAVE', { arity: 1, flags: 6146, keys: NONE, request: 'all_nodes' })
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_DOCTOR = /* @__PURE__ */ spec('LATENCY DOCTOR', { arity: 2, flags: 6162, keys: NONE, request: 'all_nodes', response: 'special' })
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_GRAPH = /* @__PURE__ */ spec('LATENCY GRAPH', { arity: 3, flags: 6162, keys: NONE, request: 'all_nodes', response: 'special' })
/** Since 2.8.13. TEXT. */
export const LATENCY_HELP = /* @__PURE__ */ spec('LATENCY HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 7.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_HISTOGRAM = /* @__PURE__ */ spec('LATENCY HISTOGRAM', { arity: -2, flags: 6162, keys: NONE, request: 'all_nodes', response: 'special' })
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_HISTORY = /* @__PURE__ */ spec('LATENCY HISTORY', { arity: 3, flags: 6162, keys: NONE, request: 'all_nodes', response: 'special' })
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_LATEST = /* @__PURE__ */ spec('LATENCY LATEST', { arity: 2, flags: 6162, keys: NONE, request: 'all_nodes', response: 'special' })
/** Since 2.8.13. ADMIN, DANGEROUS, TEXT. */
export const LATENCY_RESET = /* @__PURE__ */ spec('LATENCY RESET', { arity: -2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'agg_sum' })
/** Since 7.0.0. READ. */
export const LCS = /* @__PURE__ */ spec('LCS', { arity: -3, flags: 2, keys: TWO })
/** Since 1.0.0. READ. */
export const LINDEX = /* @__PURE__ */ spec('LINDEX', { arity: 3, flags: 2, keys: FIRST })
/** Since 2.2.0. DENY_OOM, WRITE. */
export const LINSERT = /* @__PURE__ */ spec('LINSERT', { arity: 5, flags: 257, keys: FIRST })
/** Since 1.0.0. READ. */
export const LLEN = /* @__PURE__ */ spec('LLEN', { arity: 2, flags: 2, keys: FIRST })
/** Since 6.2.0. DENY_OOM, WRITE. */
export const LMOVE = /* @__PURE__ */ spec('LMOVE', { arity: 5, flags: 257, keys: TWO })
/** Since 7.0.0. WRITE. */
export const LMPOP = /* @__PURE__ */ spec('LMPOP', { arity: -4, flags: 1, keys: COUNTED })
/** Since 5.0.0. READ, TEXT. */
export const LOLWUT = /* @__PURE__ */ spec('LOLWUT', { arity: -1, flags: 4098, keys: NONE })
/** Since 1.0.0. WRITE. */
export const LPOP = /* @__PURE__ */ spec('LPOP', { arity: -2, flags: 1, keys: FIRST })
/** Since 6.0.6. READ. */
export const LPOS = /* @__PURE__ */ spec('LPOS', { arity: -3, flags: 2, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const LPUSH = /* @__PURE__ */ spec('LPUSH', { arity: -3, flags: 257, keys: FIRST })
/** Since 2.2.0. DENY_OOM, WRITE. */
export const LPUSHX = /* @__PURE__ */ spec('LPUSHX', { arity: -3, flags: 257, keys: FIRST })
/** Since 1.0.0. READ. */
export const LRANGE = /* @__PURE__ */ spec('LRANGE', { arity: 4, flags: 2, keys: FIRST })
/** Since 1.0.0. WRITE. */
export const LREM = /* @__PURE__ */ spec('LREM', { arity: 4, flags: 1, keys: FIRST })
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const LSET = /* @__PURE__ */ spec('LSET', { arity: 4, flags: 265, keys: FIRST })
/** Since 1.0.0. WRITE. */
export const LTRIM = /* @__PURE__ */ spec('LTRIM', { arity: 4, flags: 1, keys: FIRST })
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_DOCTOR = /* @__PURE__ */ spec('MEMORY DOCTOR', { arity: 2, flags: 4098, keys: NONE, request: 'all_shards', response: 'special' })
/** Since 4.0.0. TEXT. */
export const MEMORY_HELP = /* @__PURE__ */ spec('MEMORY HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_MALLOC_STATS = /* @__PURE__ */ spec('MEMORY MALLOC-STATS', { arity: 2, flags: 4098, keys: NONE, request: 'all_shards', response: 'special' })
/** Since 4.0.0. TEXT. */
export const MEMORY_PURGE = /* @__PURE__ */ spec('MEMORY PURGE', { arity: 2, flags: 4096, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_STATS = /* @__PURE__ */ spec('MEMORY STATS', { arity: 2, flags: 4098, keys: NONE, request: 'all_shards', response: 'special' })
/** Since 4.0.0. READ. */
export const MEMORY_USAGE = /* @__PURE__ */ spec('MEMORY USAGE', { arity: -3, flags: 2, keys: FIRST })
/** Since 1.0.0. READ. */
export const MGET = /* @__PURE__ */ spec('MGET', { arity: -2, flags: 2, keys: ALL, request: 'multi_shard' })
/** Since 2.6.0. DANGEROUS, TEXT, WRITE. */
export const MIGRATE = /* @__PURE__ */ spec('MIGRATE', { arity: -6, flags: 6145, keys: MIGRATE_KEYS })
/** Since 5.0.0. TEXT. */
export const MODULE_HELP = /* @__PURE__ */ spec('MODULE HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 4.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const MODULE_LIST = /* @__PURE__ */ spec('MODULE LIST', { arity: 2, flags: 6162, keys: NONE })
/** Since 4.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_LOAD = /* @__PURE__ */ spec('MODULE LOAD', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_LOADEX = /* @__PURE__ */ spec('MODULE LOADEX', { arity: -3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 4.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_UNLOAD = /* @__PURE__ */ spec('MODULE UNLOAD', { arity: 3, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 1.0.0. ADMIN, CONNECTION, DANGEROUS. */
export const MONITOR = /* @__PURE__ */ spec('MONITOR', { arity: 1, flags: 2096, keys: NONE })
/** Since 1.0.0. WRITE. */
export const MOVE = /* @__PURE__ */ spec('MOVE', { arity: 3, flags: 1, keys: FIRST })
/** Since 1.0.1. DENY_OOM, IDEMPOTENT, WRITE. */
export const MSET = /* @__PURE__ */ spec('MSET', { arity: -3, flags: 265, keys: PAIRS, request: 'multi_shard', response: 'all_succeeded' })
/** Since Valkey 9.1.0. DENY_OOM, WRITE. */
export const MSETEX = /* @__PURE__ */ spec('MSETEX', { arity: -4, flags: 257, keys: [{ kind: 'count', begin: 0, first: 1, step: 2 }] })
/** Since 1.0.1. DENY_OOM, WRITE. */
export const MSETNX = /* @__PURE__ */ spec('MSETNX', { arity: -3, flags: 257, keys: PAIRS })
/** Since 1.2.0. CONNECTION, NO_MULTI, TEXT. */
export const MULTI = /* @__PURE__ */ spec('MULTI', { arity: 1, flags: 4256, keys: NONE })
/** Since 2.2.3. READ, TEXT. */
export const OBJECT_ENCODING = /* @__PURE__ */ spec('OBJECT ENCODING', { arity: 3, flags: 4098, keys: FIRST })
/** Since 4.0.0. READ. */
export const OBJECT_FREQ = /* @__PURE__ */ spec('OBJECT FREQ', { arity: 3, flags: 2, keys: FIRST })
/** Since 6.2.0. TEXT. */
export const OBJECT_HELP = /* @__PURE__ */ spec('OBJECT HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.2.3. READ. */
export const OBJECT_IDLETIME = /* @__PURE__ */ spec('OBJECT IDLETIME', { arity: 3, flags: 2, keys: FIRST })
/** Since 2.2.3. READ. */
export const OBJECT_REFCOUNT = /* @__PURE__ */ spec('OBJECT REFCOUNT', { arity: 3, flags: 2, keys: FIRST })
/** Since 2.2.0. IDEMPOTENT, WRITE. */
export const PERSIST = /* @__PURE__ */ spec('PERSIST', { arity: 2, flags: 9, keys: FIRST })
/** Since 2.6.0. IDEMPOTENT, WRITE. */
export const PEXPIRE = /* @__PURE__ */ spec('PEXPIRE', { arity: -3, flags: 9, keys: FIRST })
/** Since 2.6.0. IDEMPOTENT, WRITE. */
export const PEXPIREAT = /* @__PURE__ */ spec('PEXPIREAT', { arity: -3, flags: 9, keys: FIRST })
/** Since 7.0.0. READ. */
export const PEXPIRETIME = /* @__PURE__ */ spec('PEXPIRETIME', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.8.9. DENY_OOM, IDEMPOTENT, WRITE. */
export const PFADD = /* @__PURE__ */ spec('PFADD', { arity: -2, flags: 265, keys: FIRST })
/** Since 2.8.9. READ. */
export const PFCOUNT = /* @__PURE__ */ spec('PFCOUNT', { arity: -2, flags: 2, keys: ALL })
/** Since 2.8.9. ADMIN, DANGEROUS, DENY_OOM, WRITE. */
export const PFDEBUG = /* @__PURE__ */ spec('PFDEBUG', { arity: 3, flags: 2321, keys: SECOND })
/** Since 2.8.9. DENY_OOM, IDEMPOTENT, WRITE. */
export const PFMERGE = /* @__PURE__ */ spec('PFMERGE', { arity: -2, flags: 265, keys: ALL })
/** Since 2.8.9. ADMIN, DANGEROUS, TEXT. */
export const PFSELFTEST = /* @__PURE__ */ spec('PFSELFTEST', { arity: 1, flags: 6160, keys: NONE })
/** Since 1.0.0. READ, TEXT. */
export const PING = /* @__PURE__ */ spec('PING', { arity: -1, flags: 4098, keys: NONE, request: 'all_shards', response: 'all_succeeded' })
/** Since 2.6.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const PSETEX = /* @__PURE__ */ spec('PSETEX', { arity: 4, flags: 265, keys: FIRST })
/** Since 2.0.0. CONNECTION, PUBSUB. */
export const PSUBSCRIBE = /* @__PURE__ */ spec('PSUBSCRIBE', { arity: -2, flags: 96, keys: NONE })
/** Since 2.8.0. ADMIN, CONNECTION, DANGEROUS, NO_MULTI. */
export const PSYNC = /* @__PURE__ */ spec('PSYNC', { arity: -3, flags: 2224, keys: NONE })
/** Since 2.6.0. READ. */
export const PTTL = /* @__PURE__ */ spec('PTTL', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.0.0. PUBSUB, TEXT. */
export const PUBLISH = /* @__PURE__ */ spec('PUBLISH', { arity: 3, flags: 4160, keys: NONE })
/** Since 2.8.0. PUBSUB, READ. */
export const PUBSUB_CHANNELS = /* @__PURE__ */ spec('PUBSUB CHANNELS', { arity: -2, flags: 66, keys: NONE, request: 'all_nodes', response: 'union' })
/** Since 6.2.0. TEXT. */
export const PUBSUB_HELP = /* @__PURE__ */ spec('PUBSUB HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.8.0. PUBSUB, READ, TEXT. */
export const PUBSUB_NUMPAT = /* @__PURE__ */ spec('PUBSUB NUMPAT', { arity: 2, flags: 4162, keys: NONE, request: 'all_nodes', response: 'agg_sum' })
/** Since 2.8.0. PUBSUB, READ, TEXT. */
export const PUBSUB_NUMSUB = /* @__PURE__ */ spec('PUBSUB NUMSUB', { arity: -2, flags: 4162, keys: NONE, request: 'all_nodes', response: 'sum_fields' })
/** Since 7.0.0. PUBSUB, READ. */
export const PUBSUB_SHARDCHANNELS = /* @__PURE__ */ spec('PUBSUB SHARDCHANNELS', { arity: -2, flags: 66, keys: NONE, request: 'all_nodes', response: 'union' })
/** Since 7.0.0. PUBSUB, READ, TEXT. */
export const PUBSUB_SHARDNUMSUB = /* @__PURE__ */ spec('PUBSUB SHARDNUMSUB', { arity: -2, flags: 4162, keys: NONE, request: 'all_nodes', response: 'sum_fields' })
/** Since 2.0.0. CONNECTION, PUBSUB, TEXT. */
export const PUNSUBSCRIBE = /* @__PURE__ */ spec('PUNSUBSCRIBE', { arity: -1, flags: 4192, keys: NONE })
/** Since 1.0.0. CONNECTION, TEXT. */
export const QUIT = /* @__PURE__ */ spec('QUIT', { arity: -1, flags: 4128, keys: NONE })
/** Since 1.0.0. READ. */
export const RANDOMKEY = /* @__PURE__ */ spec('RANDOMKEY', { arity: 1, flags: 2, keys: NONE, request: 'all_shards', response: 'one_of' })
/** Since 3.0.0. CONNECTION, TEXT. */
export const READONLY = /* @__PURE__ */ spec('READONLY', { arity: 1, flags: 4128, keys: NONE })
/** Since 3.0.0. CONNECTION, TEXT. */
export const READWRITE = /* @__PURE__ */ spec('READWRITE', { arity: 1, flags: 4128, keys: NONE })
/** Since 1.0.0. WRITE. */
export const RENAME = /* @__PURE__ */ spec('RENAME', { arity: 3, flags: 1, keys: TWO })
/** Since 1.0.0. WRITE. */
export const RENAMENX = /* @__PURE__ */ spec('RENAMENX', { arity: 3, flags: 1, keys: TWO })
/** Since 3.0.0. ADMIN, CONNECTION, DANGEROUS, TEXT. */
export const REPLCONF = /* @__PURE__ */ spec('REPLCONF', { arity: -1, flags: 6192, keys: NONE })
/** Since 5.0.0. ADMIN, DANGEROUS, TEXT. */
export const REPLICAOF = /* @__PURE__ */ spec('REPLICAOF', { arity: 3, flags: 6160, keys: NONE, request: 'special' })
/** Since 6.2.0. CONNECTION, TEXT. */
export const RESET = /* @__PURE__ */ spec('RESET', { arity: 1, flags: 4128, keys: NONE })
/** Since 2.6.0. DANGEROUS, DENY_OOM, WRITE. */
export const RESTORE = /* @__PURE__ */ spec('RESTORE', { arity: -4, flags: 2305, keys: FIRST })
/** Since 3.0.0. DANGEROUS, DENY_OOM, WRITE. */
export const RESTORE_ASKING = /* @__PURE__ */ spec('RESTORE-ASKING', { arity: -4, flags: 2305, keys: FIRST })
/** Since 2.8.12. DANGEROUS, READ, TEXT. */
export const ROLE = /* @__PURE__ */ spec('ROLE', { arity: 1, flags: 6146, keys: NONE })
/** Since 1.0.0. WRITE. */
export const RPOP = /* @__PURE__ */ spec('RPOP', { arity: -2, flags: 1, keys: FIRST })
/** Since 1.2.0. DENY_OOM, WRITE. */
export const RPOPLPUSH = /* @__PURE__ */ spec('RPOPLPUSH', { arity: 3, flags: 257, keys: TWO })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const RPUSH = /* @__PURE__ */ spec('RPUSH', { arity: -3, flags: 257, keys: FIRST })
/** Since 2.2.0. DENY_OOM, WRITE. */
export const RPUSHX = /* @__PURE__ */ spec('RPUSHX', { arity: -3, flags: 257, keys: FIRST })
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SADD = /* @__PURE__ */ spec('SADD', { arity: -3, flags: 265, keys: FIRST })
/** Since 1.0.0. ADMIN, DANGEROUS, NO_MULTI, TEXT. */
export const SAVE = /* @__PURE__ */ spec('SAVE', { arity: 1, flags: 6288, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 2.8.0. READ. */
export const SCAN = /* @__PURE__ */ spec('SCAN', { arity: -2, flags: 2, keys: NONE, request: 'special', response: 'special' })
/** Since 1.0.0. READ. */
export const SCARD = /* @__PURE__ */ spec('SCARD', { arity: 2, flags: 2, keys: FIRST })
/** Since 3.2.0. CONNECTION, TEXT. */
export const SCRIPT_DEBUG = /* @__PURE__ */ spec('SCRIPT DEBUG', { arity: -3, flags: 4128, keys: NONE })
/** Since 2.6.0. READ, TEXT. */
export const SCRIPT_EXISTS = /* @__PURE__ */ spec('SCRIPT EXISTS', { arity: -3, flags: 4098, keys: NONE, request: 'all_shards', response: 'agg_logical_and' })
/** Since 2.6.0. TEXT. */
export const SCRIPT_FLUSH = /* @__PURE__ */ spec('SCRIPT FLUSH', { arity: -2, flags: 4096, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 5.0.0. TEXT. */
export const SCRIPT_HELP = /* @__PURE__ */ spec('SCRIPT HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.6.0. TEXT. */
export const SCRIPT_KILL = /* @__PURE__ */ spec('SCRIPT KILL', { arity: 2, flags: 4096, keys: NONE, request: 'all_shards', response: 'one_succeeded' })
/** Since 2.6.0. IDEMPOTENT, TEXT. */
export const SCRIPT_LOAD = /* @__PURE__ */ spec('SCRIPT LOAD', { arity: 3, flags: 4104, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since Valkey 8.0.0. READ, TEXT. */
export const SCRIPT_SHOW = /* @__PURE__ */ spec('SCRIPT SHOW', { arity: 3, flags: 4098, keys: NONE })
/** Since 1.0.0. READ. */
export const SDIFF = /* @__PURE__ */ spec('SDIFF', { arity: -2, flags: 2, keys: ALL })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const SDIFFSTORE = /* @__PURE__ */ spec('SDIFFSTORE', { arity: -3, flags: 257, keys: ALL })
/** Since 1.0.0. CONNECTION, TEXT. */
export const SELECT = /* @__PURE__ */ spec('SELECT', { arity: 2, flags: 4128, keys: NONE })
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SET = /* @__PURE__ */ spec('SET', { arity: -3, flags: 265, keys: FIRST })
/** Since 2.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETBIT = /* @__PURE__ */ spec('SETBIT', { arity: 4, flags: 265, keys: FIRST })
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETEX = /* @__PURE__ */ spec('SETEX', { arity: 4, flags: 265, keys: FIRST })
/** Since 1.0.0. DENY_OOM, WRITE. */
export const SETNX = /* @__PURE__ */ spec('SETNX', { arity: 3, flags: 257, keys: FIRST })
/** Since 2.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETRANGE = /* @__PURE__ */ spec('SETRANGE', { arity: 4, flags: 265, keys: FIRST })
/** Since 1.0.0. ADMIN, DANGEROUS, NO_MULTI, TEXT. */
export const SHUTDOWN = /* @__PURE__ */ spec('SHUTDOWN', { arity: -1, flags: 6288, keys: NONE, request: 'special' })
/** Since 1.0.0. READ. */
export const SINTER = /* @__PURE__ */ spec('SINTER', { arity: -2, flags: 2, keys: ALL })
/** Since 7.0.0. READ. */
export const SINTERCARD = /* @__PURE__ */ spec('SINTERCARD', { arity: -3, flags: 2, keys: COUNTED })
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SINTERSTORE = /* @__PURE__ */ spec('SINTERSTORE', { arity: -3, flags: 265, keys: ALL })
/** Since 1.0.0. READ. */
export const SISMEMBER = /* @__PURE__ */ spec('SISMEMBER', { arity: 3, flags: 2, keys: FIRST })
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const SLAVEOF = /* @__PURE__ */ spec('SLAVEOF', { arity: 3, flags: 6160, keys: NONE, request: 'special' })
/** Since 2.2.12. ADMIN, DANGEROUS, READ, TEXT. */
export const SLOWLOG_GET = /* @__PURE__ */ spec('SLOWLOG GET', { arity: -2, flags: 6162, keys: NONE, request: 'all_nodes' })
/** Since 6.2.0. TEXT. */
export const SLOWLOG_HELP = /* @__PURE__ */ spec('SLOWLOG HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 2.2.12. ADMIN, DANGEROUS, READ, TEXT. */
export const SLOWLOG_LEN = /* @__PURE__ */ spec('SLOWLOG LEN', { arity: 2, flags: 6162, keys: NONE, request: 'all_nodes', response: 'agg_sum' })
/** Since 2.2.12. ADMIN, DANGEROUS, TEXT. */
export const SLOWLOG_RESET = /* @__PURE__ */ spec('SLOWLOG RESET', { arity: 2, flags: 6160, keys: NONE, request: 'all_nodes', response: 'all_succeeded' })
/** Since 1.0.0. READ. */
export const SMEMBERS = /* @__PURE__ */ spec('SMEMBERS', { arity: 2, flags: 2, keys: FIRST })
/** Since 6.2.0. READ. */
export const SMISMEMBER = /* @__PURE__ */ spec('SMISMEMBER', { arity: -3, flags: 2, keys: FIRST })
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const SMOVE = /* @__PURE__ */ spec('SMOVE', { arity: 4, flags: 9, keys: TWO })
/** Since 1.0.0. DANGEROUS, DENY_OOM, WRITE. */
export const SORT = /* @__PURE__ */ spec('SORT', { arity: -2, flags: 2305, keys: SORT_KEYS })
/** Since 7.0.0. DANGEROUS, READ. */
export const SORT_RO = /* @__PURE__ */ spec('SORT_RO', { arity: -2, flags: 2050, keys: FIRST })
/** Since 1.0.0. WRITE. */
export const SPOP = /* @__PURE__ */ spec('SPOP', { arity: -2, flags: 1, keys: FIRST })
/** Since 7.0.0. PUBSUB. */
export const SPUBLISH = /* @__PURE__ */ spec('SPUBLISH', { arity: 3, flags: 64, keys: FIRST })
/** Since 1.0.0. READ. */
export const SRANDMEMBER = /* @__PURE__ */ spec('SRANDMEMBER', { arity: -2, flags: 2, keys: FIRST })
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const SREM = /* @__PURE__ */ spec('SREM', { arity: -3, flags: 9, keys: FIRST })
/** Since 2.8.0. READ. */
export const SSCAN = /* @__PURE__ */ spec('SSCAN', { arity: -3, flags: 2, keys: FIRST })
/** Since 7.0.0. CONNECTION, PUBSUB. */
export const SSUBSCRIBE = /* @__PURE__ */ spec('SSUBSCRIBE', { arity: -2, flags: 96, keys: ALL })
/** Since 2.2.0. READ. */
export const STRLEN = /* @__PURE__ */ spec('STRLEN', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.0.0. CONNECTION, PUBSUB. */
export const SUBSCRIBE = /* @__PURE__ */ spec('SUBSCRIBE', { arity: -2, flags: 96, keys: NONE })
/** Since 1.0.0. READ. */
export const SUBSTR = /* @__PURE__ */ spec('SUBSTR', { arity: 4, flags: 2, keys: FIRST })
/** Since 1.0.0. READ. */
export const SUNION = /* @__PURE__ */ spec('SUNION', { arity: -2, flags: 2, keys: ALL })
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SUNIONSTORE = /* @__PURE__ */ spec('SUNIONSTORE', { arity: -3, flags: 265, keys: ALL })
/** Since 7.0.0. CONNECTION, PUBSUB. */
export const SUNSUBSCRIBE = /* @__PURE__ */ spec('SUNSUBSCRIBE', { arity: -1, flags: 96, keys: ALL })
/** Since 4.0.0. DANGEROUS, TEXT, WRITE. */
export const SWAPDB = /* @__PURE__ */ spec('SWAPDB', { arity: 3, flags: 6145, keys: NONE })
/** Since 1.0.0. ADMIN, CONNECTION, DANGEROUS, NO_MULTI. */
export const SYNC = /* @__PURE__ */ spec('SYNC', { arity: 1, flags: 2224, keys: NONE })
/** Since 2.6.0. READ, TEXT. */
export const TIME = /* @__PURE__ */ spec('TIME', { arity: 1, flags: 4098, keys: NONE, request: 'all_nodes' })
/** Since 3.2.1. IDEMPOTENT, READ. */
export const TOUCH = /* @__PURE__ */ spec('TOUCH', { arity: -2, flags: 10, keys: ALL, request: 'multi_shard', response: 'agg_sum' })
/** Since 1.0.0. READ. */
export const TTL = /* @__PURE__ */ spec('TTL', { arity: 2, flags: 2, keys: FIRST })
/** Since 1.0.0. READ, TEXT. */
export const TYPE = /* @__PURE__ */ spec('TYPE', { arity: 2, flags: 4098, keys: FIRST })
/** Since 4.0.0. IDEMPOTENT, WRITE. */
export const UNLINK = /* @__PURE__ */ spec('UNLINK', { arity: -2, flags: 9, keys: ALL, request: 'multi_shard', response: 'agg_sum' })
/** Since 2.0.0. CONNECTION, PUBSUB, TEXT. */
export const UNSUBSCRIBE = /* @__PURE__ */ spec('UNSUBSCRIBE', { arity: -1, flags: 4192, keys: NONE })
/** Since 2.2.0. CONNECTION, TEXT. */
export const UNWATCH = /* @__PURE__ */ spec('UNWATCH', { arity: 1, flags: 4128, keys: NONE })
/** Since Redis. DENY_OOM, WRITE. */
export const VADD = /* @__PURE__ */ spec('VADD', { arity: -1, flags: 257, keys: FIRST })
/** Since Redis. READ. */
export const VCARD = /* @__PURE__ */ spec('VCARD', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ. */
export const VDIM = /* @__PURE__ */ spec('VDIM', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ. */
export const VEMB = /* @__PURE__ */ spec('VEMB', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ. */
export const VGETATTR = /* @__PURE__ */ spec('VGETATTR', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ, TEXT. */
export const VINFO = /* @__PURE__ */ spec('VINFO', { arity: -1, flags: 4098, keys: FIRST })
/** Since Redis. READ. */
export const VISMEMBER = /* @__PURE__ */ spec('VISMEMBER', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ. */
export const VLINKS = /* @__PURE__ */ spec('VLINKS', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. READ. */
export const VRANDMEMBER = /* @__PURE__ */ spec('VRANDMEMBER', { arity: -1, flags: 2, keys: FIRST })
/** Since Redis. WRITE. */
export const VREM = /* @__PURE__ */ spec('VREM', { arity: -1, flags: 1, keys: FIRST })
/** Since Redis. WRITE. */
export const VSETATTR = /* @__PURE__ */ spec('VSETATTR', { arity: -1, flags: 1, keys: FIRST })
/** Since Redis. READ. */
export const VSIM = /* @__PURE__ */ spec('VSIM', { arity: -1, flags: 2, keys: FIRST })
/** Since 3.0.0. BLOCKING, READ, TEXT. */
export const WAIT = /* @__PURE__ */ spec('WAIT', { arity: 3, flags: 4102, keys: NONE, request: 'all_shards', response: 'agg_min' })
/** Since 7.2.0. BLOCKING, READ, TEXT. */
export const WAITAOF = /* @__PURE__ */ spec('WAITAOF', { arity: 4, flags: 4102, keys: NONE, request: 'all_shards', response: 'agg_min' })
/** Since 2.2.0. CONNECTION, NO_MULTI. */
export const WATCH = /* @__PURE__ */ spec('WATCH', { arity: -2, flags: 160, keys: ALL })
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XACK = /* @__PURE__ */ spec('XACK', { arity: -4, flags: 9, keys: FIRST })
/** Since 5.0.0. DENY_OOM, TEXT, WRITE. */
export const XADD = /* @__PURE__ */ spec('XADD', { arity: -5, flags: 4353, keys: FIRST })
/** Since 6.2.0. WRITE. */
export const XAUTOCLAIM = /* @__PURE__ */ spec('XAUTOCLAIM', { arity: -6, flags: 1, keys: FIRST })
/** Since 5.0.0. WRITE. */
export const XCLAIM = /* @__PURE__ */ spec('XCLAIM', { arity: -6, flags: 1, keys: FIRST })
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XDEL = /* @__PURE__ */ spec('XDEL', { arity: -3, flags: 9, keys: FIRST })
/** Since 5.0.0. DENY_OOM, WRITE. */
export const XGROUP_CREATE = /* @__PURE__ */ spec('XGROUP CREATE', { arity: -5, flags: 257, keys: FIRST })
/** Since 6.2.0. DENY_OOM, WRITE. */
export const XGROUP_CREATECONSUMER = /* @__PURE__ */ spec('XGROUP CREATECONSUMER', { arity: 5, flags: 257, keys: FIRST })
/** Since 5.0.0. WRITE. */
export const XGROUP_DELCONSUMER = /* @__PURE__ */ spec('XGROUP DELCONSUMER', { arity: 5, flags: 1, keys: FIRST })
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XGROUP_DESTROY = /* @__PURE__ */ spec('XGROUP DESTROY', { arity: 4, flags: 9, keys: FIRST })
/** Since 5.0.0. TEXT. */
export const XGROUP_HELP = /* @__PURE__ */ spec('XGROUP HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XGROUP_SETID = /* @__PURE__ */ spec('XGROUP SETID', { arity: -5, flags: 9, keys: FIRST })
/** Since 5.0.0. READ. */
export const XINFO_CONSUMERS = /* @__PURE__ */ spec('XINFO CONSUMERS', { arity: 4, flags: 2, keys: FIRST })
/** Since 5.0.0. READ. */
export const XINFO_GROUPS = /* @__PURE__ */ spec('XINFO GROUPS', { arity: 3, flags: 2, keys: FIRST })
/** Since 5.0.0. TEXT. */
export const XINFO_HELP = /* @__PURE__ */ spec('XINFO HELP', { arity: 2, flags: 4096, keys: NONE })
/** Since 5.0.0. READ. */
export const XINFO_STREAM = /* @__PURE__ */ spec('XINFO STREAM', { arity: -3, flags: 2, keys: FIRST })
/** Since 5.0.0. READ. */
export const XLEN = /* @__PURE__ */ spec('XLEN', { arity: 2, flags: 2, keys: FIRST })
/** Since 5.0.0. READ. */
export const XPENDING = /* @__PURE__ */ spec('XPENDING', { arity: -3, flags: 2, keys: FIRST })
/** Since 5.0.0. READ. */
export const XRANGE = /* @__PURE__ */ spec('XRANGE', { arity: -4, flags: 2, keys: FIRST })
/** Since 5.0.0. BLOCKING, READ. */
export const XREAD = /* @__PURE__ */ spec('XREAD', { arity: -4, flags: 6, keys: [{ kind: 'range', begin: 0, keyword: 'STREAMS', last: -1, step: 1, limit: 2 }] })
/** Since 5.0.0. BLOCKING, WRITE. */
export const XREADGROUP = /* @__PURE__ */ spec('XREADGROUP', { arity: -7, flags: 5, keys: [{ kind: 'range', begin: 3, keyword: 'STREAMS', last: -1, step: 1, limit: 2 }] })
/** Since 5.0.0. READ. */
export const XREVRANGE = /* @__PURE__ */ spec('XREVRANGE', { arity: -4, flags: 2, keys: FIRST })
/** Since 5.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const XSETID = /* @__PURE__ */ spec('XSETID', { arity: -3, flags: 265, keys: FIRST })
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XTRIM = /* @__PURE__ */ spec('XTRIM', { arity: -4, flags: 9, keys: FIRST })
/** Since 1.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const ZADD = /* @__PURE__ */ spec('ZADD', { arity: -4, flags: 265, keys: FIRST })
/** Since 1.2.0. READ. */
export const ZCARD = /* @__PURE__ */ spec('ZCARD', { arity: 2, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const ZCOUNT = /* @__PURE__ */ spec('ZCOUNT', { arity: 4, flags: 2, keys: FIRST })
/** Since 6.2.0. READ. */
export const ZDIFF = /* @__PURE__ */ spec('ZDIFF', { arity: -3, flags: 2, keys: COUNTED })
/** Since 6.2.0. DENY_OOM, WRITE. */
export const ZDIFFSTORE = /* @__PURE__ */ spec('ZDIFFSTORE', { arity: -4, flags: 257, keys: FIRST_AND_COUNTED })
/** Since 1.2.0. DENY_OOM, WRITE. */
export const ZINCRBY = /* @__PURE__ */ spec('ZINCRBY', { arity: 4, flags: 257, keys: FIRST })
/** Since 6.2.0. READ. */
export const ZINTER = /* @__PURE__ */ spec('ZINTER', { arity: -3, flags: 2, keys: COUNTED })
/** Since 7.0.0. READ. */
export const ZINTERCARD = /* @__PURE__ */ spec('ZINTERCARD', { arity: -3, flags: 2, keys: COUNTED })
/** Since 2.0.0. DENY_OOM, WRITE. */
export const ZINTERSTORE = /* @__PURE__ */ spec('ZINTERSTORE', { arity: -4, flags: 257, keys: FIRST_AND_COUNTED })
/** Since 2.8.9. READ. */
export const ZLEXCOUNT = /* @__PURE__ */ spec('ZLEXCOUNT', { arity: 4, flags: 2, keys: FIRST })
/** Since 7.0.0. WRITE. */
export const ZMPOP = /* @__PURE__ */ spec('ZMPOP', { arity: -4, flags: 1, keys: COUNTED })
/** Since 6.2.0. READ. */
export const ZMSCORE = /* @__PURE__ */ spec('ZMSCORE', { arity: -3, flags: 2, keys: FIRST })
/** Since 5.0.0. WRITE. */
export const ZPOPMAX = /* @__PURE__ */ spec('ZPOPMAX', { arity: -2, flags: 1, keys: FIRST })
/** Since 5.0.0. WRITE. */
export const ZPOPMIN = /* @__PURE__ */ spec('ZPOPMIN', { arity: -2, flags: 1, keys: FIRST })
/** Since 6.2.0. READ. */
export const ZRANDMEMBER = /* @__PURE__ */ spec('ZRANDMEMBER', { arity: -2, flags: 2, keys: FIRST })
/** Since 1.2.0. READ. */
export const ZRANGE = /* @__PURE__ */ spec('ZRANGE', { arity: -4, flags: 2, keys: FIRST })
/** Since 2.8.9. READ. */
export const ZRANGEBYLEX = /* @__PURE__ */ spec('ZRANGEBYLEX', { arity: -4, flags: 2, keys: FIRST })
/** Since 1.0.5. READ. */
export const ZRANGEBYSCORE = /* @__PURE__ */ spec('ZRANGEBYSCORE', { arity: -4, flags: 2, keys: FIRST })
/** Since 6.2.0. DENY_OOM, WRITE. */
export const ZRANGESTORE = /* @__PURE__ */ spec('ZRANGESTORE', { arity: -5, flags: 257, keys: TWO })
/** Since 2.0.0. READ. */
export const ZRANK = /* @__PURE__ */ spec('ZRANK', { arity: -3, flags: 2, keys: FIRST })
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const ZREM = /* @__PURE__ */ spec('ZREM', { arity: -3, flags: 9, keys: FIRST })
/** Since 2.8.9. IDEMPOTENT, WRITE. */
export const ZREMRANGEBYLEX = /* @__PURE__ */ spec('ZREMRANGEBYLEX', { arity: 4, flags: 9, keys: FIRST })
/** Since 2.0.0. WRITE. */
export const ZREMRANGEBYRANK = /* @__PURE__ */ spec('ZREMRANGEBYRANK', { arity: 4, flags: 1, keys: FIRST })
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const ZREMRANGEBYSCORE = /* @__PURE__ */ spec('ZREMRANGEBYSCORE', { arity: 4, flags: 9, keys: FIRST })
/** Since 1.2.0. READ. */
export const ZREVRANGE = /* @__PURE__ */ spec('ZREVRANGE', { arity: -4, flags: 2, keys: FIRST })
/** Since 2.8.9. READ. */
export const ZREVRANGEBYLEX = /* @__PURE__ */ spec('ZREVRANGEBYLEX', { arity: -4, flags: 2, keys: FIRST })
/** Since 2.2.0. READ. */
export const ZREVRANGEBYSCORE = /* @__PURE__ */ spec('ZREVRANGEBYSCORE', { arity: -4, flags: 2, keys: FIRST })
/** Since 2.0.0. READ. */
export const ZREVRANK = /* @__PURE__ */ spec('ZREVRANK', { arity: -3, flags: 2, keys: FIRST })
/** Since 2.8.0. READ. */
export const ZSCAN = /* @__PURE__ */ spec('ZSCAN', { arity: -3, flags: 2, keys: FIRST })
/** Since 1.2.0. READ. */
export const ZSCORE = /* @__PURE__ */ spec('ZSCORE', { arity: 3, flags: 2, keys: FIRST })
/** Since 6.2.0. READ. */
export const ZUNION = /* @__PURE__ */ spec('ZUNION', { arity: -3, flags: 2, keys: COUNTED })
/** Since 2.0.0. DENY_OOM, WRITE. */
export const ZUNIONSTORE = /* @__PURE__ */ spec('ZUNIONSTORE', { arity: -4, flags: 257, keys: FIRST_AND_COUNTED })

/** Every row. Whoever imports it ships the whole table. */
export const TABLE = [ACL_CAT, ACL_DELUSER, ACL_DRYRUN, ACL_GENPASS, ACL_GETUSER, ACL_HELP, ACL_LIST, ACL_LOAD, ACL_LOG, ACL_SAVE, ACL_SETUSER, ACL_USERS, ACL_WHOAMI, APPEND, ASKING, AUTH, BGREWRITEAOF, BGSAVE, BITCOUNT, BITFIELD, BITFIELD_RO, BITOP, BITPOS, BLMOVE, BLMPOP, BLPOP, BRPOP, BRPOPLPUSH, BZMPOP, BZPOPMAX, BZPOPMIN, CLIENT_CACHING, CLIENT_CAPA, CLIENT_GETNAME, CLIENT_GETREDIR, CLIENT_HELP, CLIENT_ID, CLIENT_IMPORT_SOURCE, CLIENT_INFO, CLIENT_KILL, CLIENT_LIST, CLIENT_NO_EVICT, CLIENT_NO_TOUCH, CLIENT_PAUSE, CLIENT_REPLY, CLIENT_SETINFO, CLIENT_SETNAME, CLIENT_TRACKING, CLIENT_TRACKINGINFO, CLIENT_UNBLOCK, CLIENT_UNPAUSE, CLUSTER_ADDSLOTS, CLUSTER_ADDSLOTSRANGE, CLUSTER_BUMPEPOCH, CLUSTER_CANCELSLOTMIGRATIONS, CLUSTER_COUNT_FAILURE_REPORTS, CLUSTER_COUNTKEYSINSLOT, CLUSTER_DELSLOTS, CLUSTER_DELSLOTSRANGE, CLUSTER_FAILOVER, CLUSTER_FLUSHSLOT, CLUSTER_FLUSHSLOTS, CLUSTER_FORGET, CLUSTER_GETKEYSINSLOT, CLUSTER_GETSLOTMIGRATIONS, CLUSTER_HELP, CLUSTER_INFO, CLUSTER_KEYSLOT, CLUSTER_LINKS, CLUSTER_MEET, CLUSTER_MIGRATESLOTS, CLUSTER_MYID, CLUSTER_MYSHARDID, CLUSTER_NODES, CLUSTER_REPLICAS, CLUSTER_REPLICATE, CLUSTER_RESET, CLUSTER_SAVECONFIG, CLUSTER_SET_CONFIG_EPOCH, CLUSTER_SETSLOT, CLUSTER_SHARDS, CLUSTER_SLAVES, CLUSTER_SLOT_STATS, CLUSTER_SLOTS, CLUSTER_SYNCSLOTS, CLUSTERSCAN, COMMAND, COMMAND_COUNT, COMMAND_DOCS, COMMAND_GETKEYS, COMMAND_GETKEYSANDFLAGS, COMMAND_HELP, COMMAND_INFO, COMMAND_LIST, COMMANDLOG_GET, COMMANDLOG_HELP, COMMANDLOG_LEN, COMMANDLOG_RESET, CONFIG_GET, CONFIG_HELP, CONFIG_RESETSTAT, CONFIG_REWRITE, CONFIG_SET, COPY, DBSIZE, DEBUG, DECR, DECRBY, DEL, DELIFEQ, DISCARD, DUMP, ECHO, EVAL, EVALSHA, EVALSHA_RO, EVAL_RO, EXEC, EXISTS, EXPIRE, EXPIREAT, EXPIRETIME, FAILOVER, FCALL, FCALL_RO, FLUSHALL, FLUSHDB, FUNCTION_DELETE, FUNCTION_DUMP, FUNCTION_FLUSH, FUNCTION_HELP, FUNCTION_KILL, FUNCTION_LIST, FUNCTION_LOAD, FUNCTION_RESTORE, FUNCTION_STATS, GEOADD, GEODIST, GEOHASH, GEOPOS, GEORADIUS, GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO, GEORADIUS_RO, GEOSEARCH, GEOSEARCHSTORE, GET, GETBIT, GETDEL, GETEX, GETRANGE, GETSET, HDEL, HELLO, HEXISTS, HEXPIRE, HEXPIREAT, HEXPIRETIME, HGET, HGETALL, HGETDEL, HGETEX, HINCRBY, HINCRBYFLOAT, HKEYS, HLEN, HMGET, HMSET, HPERSIST, HPEXPIRE, HPEXPIREAT, HPEXPIRETIME, HPTTL, HRANDFIELD, HSCAN, HSET, HSETEX, HSETNX, HSTRLEN, HTTL, HVALS, INCR, INCRBY, INCRBYFLOAT, INFO, KEYS, LASTSAVE, LATENCY_DOCTOR, LATENCY_GRAPH, LATENCY_HELP, LATENCY_HISTOGRAM, LATENCY_HISTORY, LATENCY_LATEST, LATENCY_RESET, LCS, LINDEX, LINSERT, LLEN, LMOVE, LMPOP, LOLWUT, LPOP, LPOS, LPUSH, LPUSHX, LRANGE, LREM, LSET, LTRIM, MEMORY_DOCTOR, MEMORY_HELP, MEMORY_MALLOC_STATS, MEMORY_PURGE, MEMORY_STATS, MEMORY_USAGE, MGET, MIGRATE, MODULE_HELP, MODULE_LIST, MODULE_LOAD, MODULE_LOADEX, MODULE_UNLOAD, MONITOR, MOVE, MSET, MSETEX, MSETNX, MULTI, OBJECT_ENCODING, OBJECT_FREQ, OBJECT_HELP, OBJECT_IDLETIME, OBJECT_REFCOUNT, PERSIST, PEXPIRE, PEXPIREAT, PEXPIRETIME, PFADD, PFCOUNT, PFDEBUG, PFMERGE, PFSELFTEST, PING, PSETEX, PSUBSCRIBE, PSYNC, PTTL, PUBLISH, PUBSUB_CHANNELS, PUBSUB_HELP, PUBSUB_NUMPAT, PUBSUB_NUMSUB, PUBSUB_SHARDCHANNELS, PUBSUB_SHARDNUMSUB, PUNSUBSCRIBE, QUIT, RANDOMKEY, READONLY, READWRITE, RENAME, RENAMENX, REPLCONF, REPLICAOF, RESET, RESTORE, RESTORE_ASKING, ROLE, RPOP, RPOPLPUSH, RPUSH, RPUSHX, SADD, SAVE, SCAN, SCARD, SCRIPT_DEBUG, SCRIPT_EXISTS, SCRIPT_FLUSH, SCRIPT_HELP, SCRIPT_KILL, SCRIPT_LOAD, SCRIPT_SHOW, SDIFF, SDIFFSTORE, SELECT, SET, SETBIT, SETEX, SETNX, SETRANGE, SHUTDOWN, SINTER, SINTERCARD, SINTERSTORE, SISMEMBER, SLAVEOF, SLOWLOG_GET, SLOWLOG_HELP, SLOWLOG_LEN, SLOWLOG_RESET, SMEMBERS, SMISMEMBER, SMOVE, SORT, SORT_RO, SPOP, SPUBLISH, SRANDMEMBER, SREM, SSCAN, SSUBSCRIBE, STRLEN, SUBSCRIBE, SUBSTR, SUNION, SUNIONSTORE, SUNSUBSCRIBE, SWAPDB, SYNC, TIME, TOUCH, TTL, TYPE, UNLINK, UNSUBSCRIBE, UNWATCH, VADD, VCARD, VDIM, VEMB, VGETATTR, VINFO, VISMEMBER, VLINKS, VRANDMEMBER, VREM, VSETATTR, VSIM, WAIT, WAITAOF, WATCH, XACK, XADD, XAUTOCLAIM, XCLAIM, XDEL, XGROUP_CREATE, XGROUP_CREATECONSUMER, XGROUP_DELCONSUMER, XGROUP_DESTROY, XGROUP_HELP, XGROUP_SETID, XINFO_CONSUMERS, XINFO_GROUPS, XINFO_HELP, XINFO_STREAM, XLEN, XPENDING, XRANGE, XREAD, XREADGROUP, XREVRANGE, XSETID, XTRIM, ZADD, ZCARD, ZCOUNT, ZDIFF, ZDIFFSTORE, ZINCRBY, ZINTER, ZINTERCARD, ZINTERSTORE, ZLEXCOUNT, ZMPOP, ZMSCORE, ZPOPMAX, ZPOPMIN, ZRANDMEMBER, ZRANGE, ZRANGEBYLEX, ZRANGEBYSCORE, ZRANGESTORE, ZRANK, ZREM, ZREMRANGEBYLEX, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREVRANGE, ZREVRANGEBYLEX, ZREVRANGEBYSCORE, ZREVRANK, ZSCAN, ZSCORE, ZUNION, ZUNIONSTORE]

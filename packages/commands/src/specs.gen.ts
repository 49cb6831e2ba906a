// Written by scripts/generate.mjs from redis 7.0.15, redis 8.0.6, valkey 8.1.1, valkey 9.1.2. Do not edit.
import { NONE, FIRST, SECOND, TWO, ALL, ALL_BUT_LAST, PAIRS, FROM_SECOND, COUNTED, COUNTED_SECOND, FIRST_AND_COUNTED, SORT_KEYS, MIGRATE_KEYS } from './key-shapes.js'
import { row } from './spec.js'

/** Since 6.0.0. READ, TEXT. */
export const ACL_CAT = /* @__PURE__ */ row('ACL CAT', [-2, 4098])
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_DELUSER = /* @__PURE__ */ row('ACL DELUSER', [-3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 7.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_DRYRUN = /* @__PURE__ */ row('ACL DRYRUN', [-4, 6162])
/** Since 6.0.0. READ, TEXT. */
export const ACL_GENPASS = /* @__PURE__ */ row('ACL GENPASS', [-2, 4098])
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_GETUSER = /* @__PURE__ */ row('ACL GETUSER', [3, 6162])
/** Since 6.0.0. TEXT. */
export const ACL_HELP = /* @__PURE__ */ row('ACL HELP', [2, 4096])
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_LIST = /* @__PURE__ */ row('ACL LIST', [2, 6162])
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_LOAD = /* @__PURE__ */ row('ACL LOAD', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_LOG = /* @__PURE__ */ row('ACL LOG', [-2, 6162, NONE, 'all_nodes'])
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_SAVE = /* @__PURE__ */ row('ACL SAVE', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 6.0.0. ADMIN, DANGEROUS, TEXT. */
export const ACL_SETUSER = /* @__PURE__ */ row('ACL SETUSER', [-3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 6.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const ACL_USERS = /* @__PURE__ */ row('ACL USERS', [2, 6162])
/** Since 6.0.0. READ, TEXT. */
export const ACL_WHOAMI = /* @__PURE__ */ row('ACL WHOAMI', [2, 4098])
/** Since 2.0.0. DENY_OOM, WRITE. */
export const APPEND = /* @__PURE__ */ row('APPEND', [3, 257, FIRST])
/** Since 3.0.0. CONNECTION, TEXT. */
export const ASKING = /* @__PURE__ */ row('ASKING', [1, 4128])
/** Since 1.0.0. CONNECTION, TEXT. */
export const AUTH = /* @__PURE__ */ row('AUTH', [-2, 4128])
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const BGREWRITEAOF = /* @__PURE__ */ row('BGREWRITEAOF', [1, 6160, NONE, 'all_nodes'])
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const BGSAVE = /* @__PURE__ */ row('BGSAVE', [-1, 6160, NONE, 'all_nodes'])
/** Since 2.6.0. READ. */
export const BITCOUNT = /* @__PURE__ */ row('BITCOUNT', [-2, 2, FIRST])
/** Since 3.2.0. DENY_OOM, WRITE. */
export const BITFIELD = /* @__PURE__ */ row('BITFIELD', [-2, 257, FIRST])
/** Since 6.0.0. READ. */
export const BITFIELD_RO = /* @__PURE__ */ row('BITFIELD_RO', [-2, 2, FIRST])
/** Since 2.6.0. DENY_OOM, WRITE. */
export const BITOP = /* @__PURE__ */ row('BITOP', [-4, 257, FROM_SECOND])
/** Since 2.8.7. READ. */
export const BITPOS = /* @__PURE__ */ row('BITPOS', [-3, 2, FIRST])
/** Since 6.2.0. BLOCKING, DENY_OOM, WRITE. */
export const BLMOVE = /* @__PURE__ */ row('BLMOVE', [6, 261, TWO])
/** Since 7.0.0. BLOCKING, WRITE. */
export const BLMPOP = /* @__PURE__ */ row('BLMPOP', [-5, 5, COUNTED_SECOND])
/** Since 2.0.0. BLOCKING, WRITE. */
export const BLPOP = /* @__PURE__ */ row('BLPOP', [-3, 5, ALL_BUT_LAST])
/** Since 2.0.0. BLOCKING, WRITE. */
export const BRPOP = /* @__PURE__ */ row('BRPOP', [-3, 5, ALL_BUT_LAST])
/** Since 2.2.0. BLOCKING, DENY_OOM, WRITE. */
export const BRPOPLPUSH = /* @__PURE__ */ row('BRPOPLPUSH', [4, 261, TWO])
/** Since 7.0.0. BLOCKING, WRITE. */
export const BZMPOP = /* @__PURE__ */ row('BZMPOP', [-5, 5, COUNTED_SECOND])
/** Since 5.0.0. BLOCKING, WRITE. */
export const BZPOPMAX = /* @__PURE__ */ row('BZPOPMAX', [-3, 5, ALL_BUT_LAST])
/** Since 5.0.0. BLOCKING, WRITE. */
export const BZPOPMIN = /* @__PURE__ */ row('BZPOPMIN', [-3, 5, ALL_BUT_LAST])
/** Since 6.0.0. CONNECTION, TEXT. */
export const CLIENT_CACHING = /* @__PURE__ */ row('CLIENT CACHING', [3, 4128])
/** Since Valkey 8.0.0. CONNECTION, TEXT. */
export const CLIENT_CAPA = /* @__PURE__ */ row('CLIENT CAPA', [-3, 4128])
/** Since 2.6.9. READ, TEXT. */
export const CLIENT_GETNAME = /* @__PURE__ */ row('CLIENT GETNAME', [2, 4098])
/** Since 6.0.0. READ, TEXT. */
export const CLIENT_GETREDIR = /* @__PURE__ */ row('CLIENT GETREDIR', [2, 4098])
/** Since 5.0.0. TEXT. */
export const CLIENT_HELP = /* @__PURE__ */ row('CLIENT HELP', [2, 4096])
/** Since 5.0.0. READ, TEXT. */
export const CLIENT_ID = /* @__PURE__ */ row('CLIENT ID', [2, 4098])
/** Since Valkey 8.1.0. CONNECTION, TEXT. */
export const CLIENT_IMPORT_SOURCE = /* @__PURE__ */ row('CLIENT IMPORT-SOURCE', [3, 4128])
/** Since 6.2.0. READ, TEXT. */
export const CLIENT_INFO = /* @__PURE__ */ row('CLIENT INFO', [2, 4098])
/** Since 2.4.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_KILL = /* @__PURE__ */ row('CLIENT KILL', [-3, 6160, NONE, 'all_nodes'])
/** Since 2.4.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLIENT_LIST = /* @__PURE__ */ row('CLIENT LIST', [-2, 6162, NONE, 'all_nodes'])
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_NO_EVICT = /* @__PURE__ */ row('CLIENT NO-EVICT', [3, 6160])
/** Since 7.2.0. TEXT. */
export const CLIENT_NO_TOUCH = /* @__PURE__ */ row('CLIENT NO-TOUCH', [3, 4096])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_PAUSE = /* @__PURE__ */ row('CLIENT PAUSE', [-3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 3.2.0. CONNECTION, NO_MULTI, TEXT. */
export const CLIENT_REPLY = /* @__PURE__ */ row('CLIENT REPLY', [3, 4256])
/** Since 7.2.0. TEXT. */
export const CLIENT_SETINFO = /* @__PURE__ */ row('CLIENT SETINFO', [4, 4096, NONE, 'all_nodes', 'all_succeeded'])
/** Since 2.6.9. TEXT. */
export const CLIENT_SETNAME = /* @__PURE__ */ row('CLIENT SETNAME', [3, 4096, NONE, 'all_nodes', 'all_succeeded'])
/** Since 6.0.0. CONNECTION, TEXT. */
export const CLIENT_TRACKING = /* @__PURE__ */ row('CLIENT TRACKING', [-3, 4128])
/** Since 6.2.0. READ, TEXT. */
export const CLIENT_TRACKINGINFO = /* @__PURE__ */ row('CLIENT TRACKINGINFO', [2, 4098])
/** Since 5.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_UNBLOCK = /* @__PURE__ */ row('CLIENT UNBLOCK', [-3, 6160])
/** Since 6.2.0. ADMIN, DANGEROUS, TEXT. */
export const CLIENT_UNPAUSE = /* @__PURE__ */ row('CLIENT UNPAUSE', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_ADDSLOTS = /* @__PURE__ */ row('CLUSTER ADDSLOTS', [-3, 6160, NONE, 'special'])
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_ADDSLOTSRANGE = /* @__PURE__ */ row('CLUSTER ADDSLOTSRANGE', [-4, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_BUMPEPOCH = /* @__PURE__ */ row('CLUSTER BUMPEPOCH', [2, 6160, NONE, 'special'])
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_CANCELSLOTMIGRATIONS = /* @__PURE__ */ row('CLUSTER CANCELSLOTMIGRATIONS', [2, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_COUNT_FAILURE_REPORTS = /* @__PURE__ */ row('CLUSTER COUNT-FAILURE-REPORTS', [3, 6162])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_COUNTKEYSINSLOT = /* @__PURE__ */ row('CLUSTER COUNTKEYSINSLOT', [3, 4098, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_DELSLOTS = /* @__PURE__ */ row('CLUSTER DELSLOTS', [-3, 6160, NONE, 'special'])
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_DELSLOTSRANGE = /* @__PURE__ */ row('CLUSTER DELSLOTSRANGE', [-4, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FAILOVER = /* @__PURE__ */ row('CLUSTER FAILOVER', [-2, 6160, NONE, 'special'])
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT, WRITE. */
export const CLUSTER_FLUSHSLOT = /* @__PURE__ */ row('CLUSTER FLUSHSLOT', [-3, 6161, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FLUSHSLOTS = /* @__PURE__ */ row('CLUSTER FLUSHSLOTS', [2, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_FORGET = /* @__PURE__ */ row('CLUSTER FORGET', [3, 6160, NONE, 'special'])
/** Since 3.0.0. READ. */
export const CLUSTER_GETKEYSINSLOT = /* @__PURE__ */ row('CLUSTER GETKEYSINSLOT', [4, 2, NONE, 'special'])
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_GETSLOTMIGRATIONS = /* @__PURE__ */ row('CLUSTER GETSLOTMIGRATIONS', [2, 6162])
/** Since 5.0.0. TEXT. */
export const CLUSTER_HELP = /* @__PURE__ */ row('CLUSTER HELP', [2, 4096])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_INFO = /* @__PURE__ */ row('CLUSTER INFO', [2, 4098])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_KEYSLOT = /* @__PURE__ */ row('CLUSTER KEYSLOT', [3, 4098])
/** Since 7.0.0. READ, TEXT. */
export const CLUSTER_LINKS = /* @__PURE__ */ row('CLUSTER LINKS', [2, 4098])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_MEET = /* @__PURE__ */ row('CLUSTER MEET', [-4, 6160])
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_MIGRATESLOTS = /* @__PURE__ */ row('CLUSTER MIGRATESLOTS', [-4, 6160, NONE, 'special'])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_MYID = /* @__PURE__ */ row('CLUSTER MYID', [2, 4098])
/** Since 7.2.0. READ, TEXT. */
export const CLUSTER_MYSHARDID = /* @__PURE__ */ row('CLUSTER MYSHARDID', [2, 4098])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_NODES = /* @__PURE__ */ row('CLUSTER NODES', [2, 4098])
/** Since 5.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_REPLICAS = /* @__PURE__ */ row('CLUSTER REPLICAS', [3, 6162])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_REPLICATE = /* @__PURE__ */ row('CLUSTER REPLICATE', [-3, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_RESET = /* @__PURE__ */ row('CLUSTER RESET', [-2, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SAVECONFIG = /* @__PURE__ */ row('CLUSTER SAVECONFIG', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SET_CONFIG_EPOCH = /* @__PURE__ */ row('CLUSTER SET-CONFIG-EPOCH', [3, 6160, NONE, 'special'])
/** Since 3.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SETSLOT = /* @__PURE__ */ row('CLUSTER SETSLOT', [-4, 6160, NONE, 'special'])
/** Since 7.0.0. READ, TEXT. */
export const CLUSTER_SHARDS = /* @__PURE__ */ row('CLUSTER SHARDS', [2, 4098])
/** Since 3.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CLUSTER_SLAVES = /* @__PURE__ */ row('CLUSTER SLAVES', [3, 6162])
/** Since Valkey 8.0.0. READ, TEXT. */
export const CLUSTER_SLOT_STATS = /* @__PURE__ */ row('CLUSTER SLOT-STATS', [-4, 4098, NONE, 'all_shards'])
/** Since 3.0.0. READ, TEXT. */
export const CLUSTER_SLOTS = /* @__PURE__ */ row('CLUSTER SLOTS', [2, 4098])
/** Since Valkey 9.0.0. ADMIN, DANGEROUS, TEXT. */
export const CLUSTER_SYNCSLOTS = /* @__PURE__ */ row('CLUSTER SYNCSLOTS', [-3, 6160, NONE, 'special'])
/** Since Valkey 9.1.0. READ. */
export const CLUSTERSCAN = /* @__PURE__ */ row('CLUSTERSCAN', [-2, 2, FIRST])
/** Since 2.8.13. READ, TEXT. */
export const COMMAND = /* @__PURE__ */ row('COMMAND', [-1, 4098])
/** Since 2.8.13. READ, TEXT. */
export const COMMAND_COUNT = /* @__PURE__ */ row('COMMAND COUNT', [2, 4098])
/** Since 7.0.0. READ, TEXT. */
export const COMMAND_DOCS = /* @__PURE__ */ row('COMMAND DOCS', [-2, 4098])
/** Since 2.8.13. READ. */
export const COMMAND_GETKEYS = /* @__PURE__ */ row('COMMAND GETKEYS', [-3, 2])
/** Since 7.0.0. READ. */
export const COMMAND_GETKEYSANDFLAGS = /* @__PURE__ */ row('COMMAND GETKEYSANDFLAGS', [-3, 2])
/** Since 5.0.0. TEXT. */
export const COMMAND_HELP = /* @__PURE__ */ row('COMMAND HELP', [2, 4096])
/** Since 2.8.13. READ, TEXT. */
export const COMMAND_INFO = /* @__PURE__ */ row('COMMAND INFO', [-2, 4098])
/** Since 7.0.0. READ, TEXT. */
export const COMMAND_LIST = /* @__PURE__ */ row('COMMAND LIST', [-2, 4098])
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, READ, TEXT. */
export const COMMANDLOG_GET = /* @__PURE__ */ row('COMMANDLOG GET', [4, 6162, NONE, 'all_nodes'])
/** Since Valkey 8.1.0. TEXT. */
export const COMMANDLOG_HELP = /* @__PURE__ */ row('COMMANDLOG HELP', [2, 4096])
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, READ, TEXT. */
export const COMMANDLOG_LEN = /* @__PURE__ */ row('COMMANDLOG LEN', [3, 6162, NONE, 'all_nodes', 'agg_sum'])
/** Since Valkey 8.1.0. ADMIN, DANGEROUS, TEXT. */
export const COMMANDLOG_RESET = /* @__PURE__ */ row('COMMANDLOG RESET', [3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 2.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const CONFIG_GET = /* @__PURE__ */ row('CONFIG GET', [-3, 6162, NONE, 'all_nodes'])
/** Since 5.0.0. TEXT. */
export const CONFIG_HELP = /* @__PURE__ */ row('CONFIG HELP', [2, 4096])
/** Since 2.0.0. ADMIN, DANGEROUS, TEXT. */
export const CONFIG_RESETSTAT = /* @__PURE__ */ row('CONFIG RESETSTAT', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 2.8.0. ADMIN, DANGEROUS, TEXT. */
export const CONFIG_REWRITE = /* @__PURE__ */ row('CONFIG REWRITE', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 2.0.0. ADMIN, DANGEROUS, IDEMPOTENT, TEXT. */
export const CONFIG_SET = /* @__PURE__ */ row('CONFIG SET', [-4, 6168, NONE, 'all_nodes', 'all_succeeded'])
/** Since 6.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const COPY = /* @__PURE__ */ row('COPY', [-3, 265, TWO])
/** Since 1.0.0. READ, TEXT. */
export const DBSIZE = /* @__PURE__ */ row('DBSIZE', [1, 4098, NONE, 'all_shards', 'agg_sum'])
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const DEBUG = /* @__PURE__ */ row('DEBUG', [-2, 6160])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const DECR = /* @__PURE__ */ row('DECR', [2, 257, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const DECRBY = /* @__PURE__ */ row('DECRBY', [3, 257, FIRST])
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const DEL = /* @__PURE__ */ row('DEL', [-2, 9, ALL, 'multi_shard', 'agg_sum'])
/** Since Valkey 9.0.0. WRITE. */
export const DELIFEQ = /* @__PURE__ */ row('DELIFEQ', [3, 1, FIRST])
/** Since 2.0.0. CONNECTION, TEXT. */
export const DISCARD = /* @__PURE__ */ row('DISCARD', [1, 4128])
/** Since 2.6.0. BINARY, READ. */
export const DUMP = /* @__PURE__ */ row('DUMP', [2, 8194, FIRST])
/** Since 1.0.0. READ. */
export const ECHO = /* @__PURE__ */ row('ECHO', [2, 2])
/** Since 2.6.0. SCRIPT, WRITE. */
export const EVAL = /* @__PURE__ */ row('EVAL', [-3, 1025, COUNTED_SECOND])
/** Since 2.6.0. SCRIPT, WRITE. */
export const EVALSHA = /* @__PURE__ */ row('EVALSHA', [-3, 1025, COUNTED_SECOND])
/** Since 7.0.0. READ. */
export const EVALSHA_RO = /* @__PURE__ */ row('EVALSHA_RO', [-3, 2, COUNTED_SECOND])
/** Since 7.0.0. READ. */
export const EVAL_RO = /* @__PURE__ */ row('EVAL_RO', [-3, 2, COUNTED_SECOND])
/** Since 1.2.0. CONNECTION. */
export const EXEC = /* @__PURE__ */ row('EXEC', [1, 32])
/** Since 1.0.0. READ. */
export const EXISTS = /* @__PURE__ */ row('EXISTS', [-2, 2, ALL, 'multi_shard', 'agg_sum'])
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const EXPIRE = /* @__PURE__ */ row('EXPIRE', [-3, 9, FIRST])
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const EXPIREAT = /* @__PURE__ */ row('EXPIREAT', [-3, 9, FIRST])
/** Since 7.0.0. READ. */
export const EXPIRETIME = /* @__PURE__ */ row('EXPIRETIME', [2, 2, FIRST])
/** Since 6.2.0. ADMIN, DANGEROUS, TEXT. */
export const FAILOVER = /* @__PURE__ */ row('FAILOVER', [-1, 6160, NONE, 'special'])
/** Since 7.0.0. SCRIPT, WRITE. */
export const FCALL = /* @__PURE__ */ row('FCALL', [-3, 1025, COUNTED_SECOND])
/** Since 7.0.0. READ. */
export const FCALL_RO = /* @__PURE__ */ row('FCALL_RO', [-3, 2, COUNTED_SECOND])
/** Since 1.0.0. DANGEROUS, IDEMPOTENT, TEXT, WRITE. */
export const FLUSHALL = /* @__PURE__ */ row('FLUSHALL', [-1, 6153, NONE, 'all_shards', 'all_succeeded'])
/** Since 1.0.0. DANGEROUS, IDEMPOTENT, TEXT, WRITE. */
export const FLUSHDB = /* @__PURE__ */ row('FLUSHDB', [-1, 6153, NONE, 'all_shards', 'all_succeeded'])
/** Since 7.0.0. TEXT, WRITE. */
export const FUNCTION_DELETE = /* @__PURE__ */ row('FUNCTION DELETE', [3, 4097, NONE, 'all_shards', 'all_succeeded'])
/** Since 7.0.0. BINARY, READ. */
export const FUNCTION_DUMP = /* @__PURE__ */ row('FUNCTION DUMP', [2, 8194])
/** Since 7.0.0. TEXT, WRITE. */
export const FUNCTION_FLUSH = /* @__PURE__ */ row('FUNCTION FLUSH', [-2, 4097, NONE, 'all_shards', 'all_succeeded'])
/** Since 7.0.0. TEXT. */
export const FUNCTION_HELP = /* @__PURE__ */ row('FUNCTION HELP', [2, 4096])
/** Since 7.0.0. TEXT. */
export const FUNCTION_KILL = /* @__PURE__ */ row('FUNCTION KILL', [2, 4096, NONE, 'all_shards', 'one_succeeded'])
/** Since 7.0.0. READ, TEXT. */
export const FUNCTION_LIST = /* @__PURE__ */ row('FUNCTION LIST', [-2, 4098])
/** Since 7.0.0. DENY_OOM, TEXT, WRITE. */
export const FUNCTION_LOAD = /* @__PURE__ */ row('FUNCTION LOAD', [-3, 4353, NONE, 'all_shards', 'all_succeeded'])
/** Since 7.0.0. DENY_OOM, TEXT, WRITE. */
export const FUNCTION_RESTORE = /* @__PURE__ */ row('FUNCTION RESTORE', [-3, 4353, NONE, 'all_shards', 'all_succeeded'])
/** Since 7.0.0. READ, TEXT. */
export const FUNCTION_STATS = /* @__PURE__ */ row('FUNCTION STATS', [2, 4098, NONE, 'all_shards'])
/** Since 3.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const GEOADD = /* @__PURE__ */ row('GEOADD', [-5, 265, FIRST])
/** Since 3.2.0. READ. */
export const GEODIST = /* @__PURE__ */ row('GEODIST', [-4, 2, FIRST])
/** Since 3.2.0. READ, TEXT. */
export const GEOHASH = /* @__PURE__ */ row('GEOHASH', [-2, 4098, FIRST])
/** Since 3.2.0. READ. */
export const GEOPOS = /* @__PURE__ */ row('GEOPOS', [-2, 2, FIRST])
/** Since 3.2.0. DENY_OOM, WRITE. */
export const GEORADIUS = /* @__PURE__ */ row('GEORADIUS', [-6, 257, [{ kind: 'range', begin: 0, last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 5, keyword: 'STORE', last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 5, keyword: 'STOREDIST', last: 0, step: 1, limit: 0 }]])
/** Since 3.2.0. DENY_OOM, WRITE. */
export const GEORADIUSBYMEMBER = /* @__PURE__ */ row('GEORADIUSBYMEMBER', [-5, 257, [{ kind: 'range', begin: 0, last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 4, keyword: 'STORE', last: 0, step: 1, limit: 0 }, { kind: 'range', begin: 4, keyword: 'STOREDIST', last: 0, step: 1, limit: 0 }]])
/** Since 3.2.10. READ. */
export const GEORADIUSBYMEMBER_RO = /* @__PURE__ */ row('GEORADIUSBYMEMBER_RO', [-5, 2, FIRST])
/** Since 3.2.10. READ. */
export const GEORADIUS_RO = /* @__PURE__ */ row('GEORADIUS_RO', [-6, 2, FIRST])
/** Since 6.2.0. READ. */
export const GEOSEARCH = /* @__PURE__ */ row('GEOSEARCH', [-7, 2, FIRST])
/** Since 6.2.0. DENY_OOM, WRITE. */
export const GEOSEARCHSTORE = /* @__PURE__ */ row('GEOSEARCHSTORE', [-8, 257, TWO])
/** Since 1.0.0. READ. */
export const GET = /* @__PURE__ */ row('GET', [2, 2, FIRST])
/** Since 2.2.0. READ. */
export const GETBIT = /* @__PURE__ */ row('GETBIT', [3, 2, FIRST])
/** Since 6.2.0. WRITE. */
export const GETDEL = /* @__PURE__ */ row('GETDEL', [2, 1, FIRST])
/** Since 6.2.0. IDEMPOTENT, WRITE. */
export const GETEX = /* @__PURE__ */ row('GETEX', [-2, 9, FIRST])
/** Since 2.4.0. READ. */
export const GETRANGE = /* @__PURE__ */ row('GETRANGE', [4, 2, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const GETSET = /* @__PURE__ */ row('GETSET', [3, 257, FIRST])
/** Since 2.0.0. IDEMPOTENT, WRITE. */
export const HDEL = /* @__PURE__ */ row('HDEL', [-3, 9, FIRST])
/** Since 6.0.0. CONNECTION, TEXT. */
export const HELLO = /* @__PURE__ */ row('HELLO', [-1, 4128])
/** Since 2.0.0. READ. */
export const HEXISTS = /* @__PURE__ */ row('HEXISTS', [3, 2, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HEXPIRE = /* @__PURE__ */ row('HEXPIRE', [-6, 9, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HEXPIREAT = /* @__PURE__ */ row('HEXPIREAT', [-6, 9, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HEXPIRETIME = /* @__PURE__ */ row('HEXPIRETIME', [-5, 2, FIRST])
/** Since 2.0.0. READ. */
export const HGET = /* @__PURE__ */ row('HGET', [3, 2, FIRST])
/** Since 2.0.0. READ. */
export const HGETALL = /* @__PURE__ */ row('HGETALL', [2, 2, FIRST])
/** Since Redis 8.0.0, Valkey 9.1.0. WRITE. */
export const HGETDEL = /* @__PURE__ */ row('HGETDEL', [-5, 1, FIRST])
/** Since Redis 8.0.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HGETEX = /* @__PURE__ */ row('HGETEX', [-5, 9, FIRST])
/** Since 2.0.0. DENY_OOM, WRITE. */
export const HINCRBY = /* @__PURE__ */ row('HINCRBY', [4, 257, FIRST])
/** Since 2.6.0. DENY_OOM, TEXT, WRITE. */
export const HINCRBYFLOAT = /* @__PURE__ */ row('HINCRBYFLOAT', [4, 4353, FIRST])
/** Since 2.0.0. READ. */
export const HKEYS = /* @__PURE__ */ row('HKEYS', [2, 2, FIRST])
/** Since 2.0.0. READ. */
export const HLEN = /* @__PURE__ */ row('HLEN', [2, 2, FIRST])
/** Since 2.0.0. READ. */
export const HMGET = /* @__PURE__ */ row('HMGET', [-3, 2, FIRST])
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const HMSET = /* @__PURE__ */ row('HMSET', [-4, 265, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPERSIST = /* @__PURE__ */ row('HPERSIST', [-5, 9, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPEXPIRE = /* @__PURE__ */ row('HPEXPIRE', [-6, 9, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. IDEMPOTENT, WRITE. */
export const HPEXPIREAT = /* @__PURE__ */ row('HPEXPIREAT', [-6, 9, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HPEXPIRETIME = /* @__PURE__ */ row('HPEXPIRETIME', [-5, 2, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HPTTL = /* @__PURE__ */ row('HPTTL', [-5, 2, FIRST])
/** Since 6.2.0. READ. */
export const HRANDFIELD = /* @__PURE__ */ row('HRANDFIELD', [-2, 2, FIRST])
/** Since 2.8.0. READ. */
export const HSCAN = /* @__PURE__ */ row('HSCAN', [-3, 2, FIRST])
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const HSET = /* @__PURE__ */ row('HSET', [-4, 265, FIRST])
/** Since Redis 8.0.0, Valkey 9.0.0. DENY_OOM, WRITE. */
export const HSETEX = /* @__PURE__ */ row('HSETEX', [-6, 257, FIRST])
/** Since 2.0.0. DENY_OOM, WRITE. */
export const HSETNX = /* @__PURE__ */ row('HSETNX', [4, 257, FIRST])
/** Since 3.2.0. READ. */
export const HSTRLEN = /* @__PURE__ */ row('HSTRLEN', [3, 2, FIRST])
/** Since Redis 7.4.0, Valkey 9.0.0. READ. */
export const HTTL = /* @__PURE__ */ row('HTTL', [-5, 2, FIRST])
/** Since 2.0.0. READ. */
export const HVALS = /* @__PURE__ */ row('HVALS', [2, 2, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const INCR = /* @__PURE__ */ row('INCR', [2, 257, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const INCRBY = /* @__PURE__ */ row('INCRBY', [3, 257, FIRST])
/** Since 2.6.0. DENY_OOM, TEXT, WRITE. */
export const INCRBYFLOAT = /* @__PURE__ */ row('INCRBYFLOAT', [3, 4353, FIRST])
/** Since 1.0.0. DANGEROUS, READ, TEXT. */
export const INFO = /* @__PURE__ */ row('INFO', [-1, 6146, NONE, 'all_shards', 'special'])
/** Since 1.0.0. DANGEROUS, READ. */
export const KEYS = /* @__PURE__ */ row('KEYS', [2, 2050, NONE, 'all_shards', 'union'])
/** Since 1.0.0. DANGEROUS, READ, TEXT. */
export const LASTSAVE = /* @__PURE__ */ row('LASTSAVE', [1, 6146, NONE, 'all_nodes'])
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_DOCTOR = /* @__PURE__ */ row('LATENCY DOCTOR', [2, 6162, NONE, 'all_nodes', 'special'])
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_GRAPH = /* @__PURE__ */ row('LATENCY GRAPH', [3, 6162, NONE, 'all_nodes', 'special'])
/** Since 2.8.13. TEXT. */
export const LATENCY_HELP = /* @__PURE__ */ row('LATENCY HELP', [2, 4096])
/** Since 7.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_HISTOGRAM = /* @__PURE__ */ row('LATENCY HISTOGRAM', [-2, 6162, NONE, 'all_nodes', 'special'])
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_HISTORY = /* @__PURE__ */ row('LATENCY HISTORY', [3, 6162, NONE, 'all_nodes', 'special'])
/** Since 2.8.13. ADMIN, DANGEROUS, READ, TEXT. */
export const LATENCY_LATEST = /* @__PURE__ */ row('LATENCY LATEST', [2, 6162, NONE, 'all_nodes', 'special'])
/** Since 2.8.13. ADMIN, DANGEROUS, TEXT. */
export const LATENCY_RESET = /* @__PURE__ */ row('LATENCY RESET', [-2, 6160, NONE, 'all_nodes', 'agg_sum'])
/** Since 7.0.0. READ. */
export const LCS = /* @__PURE__ */ row('LCS', [-3, 2, TWO])
/** Since 1.0.0. READ. */
export const LINDEX = /* @__PURE__ */ row('LINDEX', [3, 2, FIRST])
/** Since 2.2.0. DENY_OOM, WRITE. */
export const LINSERT = /* @__PURE__ */ row('LINSERT', [5, 257, FIRST])
/** Since 1.0.0. READ. */
export const LLEN = /* @__PURE__ */ row('LLEN', [2, 2, FIRST])
/** Since 6.2.0. DENY_OOM, WRITE. */
export const LMOVE = /* @__PURE__ */ row('LMOVE', [5, 257, TWO])
/** Since 7.0.0. WRITE. */
export const LMPOP = /* @__PURE__ */ row('LMPOP', [-4, 1, COUNTED])
/** Since 5.0.0. READ, TEXT. */
export const LOLWUT = /* @__PURE__ */ row('LOLWUT', [-1, 4098])
/** Since 1.0.0. WRITE. */
export const LPOP = /* @__PURE__ */ row('LPOP', [-2, 1, FIRST])
/** Since 6.0.6. READ. */
export const LPOS = /* @__PURE__ */ row('LPOS', [-3, 2, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const LPUSH = /* @__PURE__ */ row('LPUSH', [-3, 257, FIRST])
/** Since 2.2.0. DENY_OOM, WRITE. */
export const LPUSHX = /* @__PURE__ */ row('LPUSHX', [-3, 257, FIRST])
/** Since 1.0.0. READ. */
export const LRANGE = /* @__PURE__ */ row('LRANGE', [4, 2, FIRST])
/** Since 1.0.0. WRITE. */
export const LREM = /* @__PURE__ */ row('LREM', [4, 1, FIRST])
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const LSET = /* @__PURE__ */ row('LSET', [4, 265, FIRST])
/** Since 1.0.0. WRITE. */
export const LTRIM = /* @__PURE__ */ row('LTRIM', [4, 1, FIRST])
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_DOCTOR = /* @__PURE__ */ row('MEMORY DOCTOR', [2, 4098, NONE, 'all_shards', 'special'])
/** Since 4.0.0. TEXT. */
export const MEMORY_HELP = /* @__PURE__ */ row('MEMORY HELP', [2, 4096])
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_MALLOC_STATS = /* @__PURE__ */ row('MEMORY MALLOC-STATS', [2, 4098, NONE, 'all_shards', 'special'])
/** Since 4.0.0. TEXT. */
export const MEMORY_PURGE = /* @__PURE__ */ row('MEMORY PURGE', [2, 4096, NONE, 'all_shards', 'all_succeeded'])
/** Since 4.0.0. READ, TEXT. */
export const MEMORY_STATS = /* @__PURE__ */ row('MEMORY STATS', [2, 4098, NONE, 'all_shards', 'special'])
/** Since 4.0.0. READ. */
export const MEMORY_USAGE = /* @__PURE__ */ row('MEMORY USAGE', [-3, 2, FIRST])
/** Since 1.0.0. READ. */
export const MGET = /* @__PURE__ */ row('MGET', [-2, 2, ALL, 'multi_shard'])
/** Since 2.6.0. DANGEROUS, TEXT, WRITE. */
export const MIGRATE = /* @__PURE__ */ row('MIGRATE', [-6, 6145, MIGRATE_KEYS])
/** Since 5.0.0. TEXT. */
export const MODULE_HELP = /* @__PURE__ */ row('MODULE HELP', [2, 4096])
/** Since 4.0.0. ADMIN, DANGEROUS, READ, TEXT. */
export const MODULE_LIST = /* @__PURE__ */ row('MODULE LIST', [2, 6162])
/** Since 4.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_LOAD = /* @__PURE__ */ row('MODULE LOAD', [-3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 7.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_LOADEX = /* @__PURE__ */ row('MODULE LOADEX', [-3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 4.0.0. ADMIN, DANGEROUS, TEXT. */
export const MODULE_UNLOAD = /* @__PURE__ */ row('MODULE UNLOAD', [3, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 1.0.0. ADMIN, CONNECTION, DANGEROUS. */
export const MONITOR = /* @__PURE__ */ row('MONITOR', [1, 2096])
/** Since 1.0.0. WRITE. */
export const MOVE = /* @__PURE__ */ row('MOVE', [3, 1, FIRST])
/** Since 1.0.1. DENY_OOM, IDEMPOTENT, WRITE. */
export const MSET = /* @__PURE__ */ row('MSET', [-3, 265, PAIRS, 'multi_shard', 'all_succeeded'])
/** Since Valkey 9.1.0. DENY_OOM, WRITE. */
export const MSETEX = /* @__PURE__ */ row('MSETEX', [-4, 257, [{ kind: 'count', begin: 0, first: 1, step: 2 }]])
/** Since 1.0.1. DENY_OOM, WRITE. */
export const MSETNX = /* @__PURE__ */ row('MSETNX', [-3, 257, PAIRS])
/** Since 1.2.0. CONNECTION, NO_MULTI, TEXT. */
export const MULTI = /* @__PURE__ */ row('MULTI', [1, 4256])
/** Since 2.2.3. READ, TEXT. */
export const OBJECT_ENCODING = /* @__PURE__ */ row('OBJECT ENCODING', [3, 4098, FIRST])
/** Since 4.0.0. READ. */
export const OBJECT_FREQ = /* @__PURE__ */ row('OBJECT FREQ', [3, 2, FIRST])
/** Since 6.2.0. TEXT. */
export const OBJECT_HELP = /* @__PURE__ */ row('OBJECT HELP', [2, 4096])
/** Since 2.2.3. READ. */
export const OBJECT_IDLETIME = /* @__PURE__ */ row('OBJECT IDLETIME', [3, 2, FIRST])
/** Since 2.2.3. READ. */
export const OBJECT_REFCOUNT = /* @__PURE__ */ row('OBJECT REFCOUNT', [3, 2, FIRST])
/** Since 2.2.0. IDEMPOTENT, WRITE. */
export const PERSIST = /* @__PURE__ */ row('PERSIST', [2, 9, FIRST])
/** Since 2.6.0. IDEMPOTENT, WRITE. */
export const PEXPIRE = /* @__PURE__ */ row('PEXPIRE', [-3, 9, FIRST])
/** Since 2.6.0. IDEMPOTENT, WRITE. */
export const PEXPIREAT = /* @__PURE__ */ row('PEXPIREAT', [-3, 9, FIRST])
/** Since 7.0.0. READ. */
export const PEXPIRETIME = /* @__PURE__ */ row('PEXPIRETIME', [2, 2, FIRST])
/** Since 2.8.9. DENY_OOM, IDEMPOTENT, WRITE. */
export const PFADD = /* @__PURE__ */ row('PFADD', [-2, 265, FIRST])
/** Since 2.8.9. READ. */
export const PFCOUNT = /* @__PURE__ */ row('PFCOUNT', [-2, 2, ALL])
/** Since 2.8.9. ADMIN, DANGEROUS, DENY_OOM, WRITE. */
export const PFDEBUG = /* @__PURE__ */ row('PFDEBUG', [3, 2321, SECOND])
/** Since 2.8.9. DENY_OOM, IDEMPOTENT, WRITE. */
export const PFMERGE = /* @__PURE__ */ row('PFMERGE', [-2, 265, ALL])
/** Since 2.8.9. ADMIN, DANGEROUS, TEXT. */
export const PFSELFTEST = /* @__PURE__ */ row('PFSELFTEST', [1, 6160])
/** Since 1.0.0. READ, TEXT. */
export const PING = /* @__PURE__ */ row('PING', [-1, 4098, NONE, 'all_shards', 'all_succeeded'])
/** Since 2.6.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const PSETEX = /* @__PURE__ */ row('PSETEX', [4, 265, FIRST])
/** Since 2.0.0. CONNECTION, PUBSUB. */
export const PSUBSCRIBE = /* @__PURE__ */ row('PSUBSCRIBE', [-2, 96])
/** Since 2.8.0. ADMIN, CONNECTION, DANGEROUS, NO_MULTI. */
export const PSYNC = /* @__PURE__ */ row('PSYNC', [-3, 2224])
/** Since 2.6.0. READ. */
export const PTTL = /* @__PURE__ */ row('PTTL', [2, 2, FIRST])
/** Since 2.0.0. PUBSUB, TEXT. */
export const PUBLISH = /* @__PURE__ */ row('PUBLISH', [3, 4160])
/** Since 2.8.0. PUBSUB, READ. */
export const PUBSUB_CHANNELS = /* @__PURE__ */ row('PUBSUB CHANNELS', [-2, 66, NONE, 'all_nodes', 'union'])
/** Since 6.2.0. TEXT. */
export const PUBSUB_HELP = /* @__PURE__ */ row('PUBSUB HELP', [2, 4096])
/** Since 2.8.0. PUBSUB, READ, TEXT. */
export const PUBSUB_NUMPAT = /* @__PURE__ */ row('PUBSUB NUMPAT', [2, 4162, NONE, 'all_nodes', 'agg_sum'])
/** Since 2.8.0. PUBSUB, READ, TEXT. */
export const PUBSUB_NUMSUB = /* @__PURE__ */ row('PUBSUB NUMSUB', [-2, 4162, NONE, 'all_nodes', 'sum_fields'])
/** Since 7.0.0. PUBSUB, READ. */
export const PUBSUB_SHARDCHANNELS = /* @__PURE__ */ row('PUBSUB SHARDCHANNELS', [-2, 66, NONE, 'all_nodes', 'union'])
/** Since 7.0.0. PUBSUB, READ, TEXT. */
export const PUBSUB_SHARDNUMSUB = /* @__PURE__ */ row('PUBSUB SHARDNUMSUB', [-2, 4162, NONE, 'all_nodes', 'sum_fields'])
/** Since 2.0.0. CONNECTION, PUBSUB, TEXT. */
export const PUNSUBSCRIBE = /* @__PURE__ */ row('PUNSUBSCRIBE', [-1, 4192])
/** Since 1.0.0. CONNECTION, TEXT. */
export const QUIT = /* @__PURE__ */ row('QUIT', [-1, 4128])
/** Since 1.0.0. READ. */
export const RANDOMKEY = /* @__PURE__ */ row('RANDOMKEY', [1, 2, NONE, 'all_shards', 'one_of'])
/** Since 3.0.0. CONNECTION, TEXT. */
export const READONLY = /* @__PURE__ */ row('READONLY', [1, 4128])
/** Since 3.0.0. CONNECTION, TEXT. */
export const READWRITE = /* @__PURE__ */ row('READWRITE', [1, 4128])
/** Since 1.0.0. WRITE. */
export const RENAME = /* @__PURE__ */ row('RENAME', [3, 1, TWO])
/** Since 1.0.0. WRITE. */
export const RENAMENX = /* @__PURE__ */ row('RENAMENX', [3, 1, TWO])
/** Since 3.0.0. ADMIN, CONNECTION, DANGEROUS, TEXT. */
export const REPLCONF = /* @__PURE__ */ row('REPLCONF', [-1, 6192])
/** Since 5.0.0. ADMIN, DANGEROUS, TEXT. */
export const REPLICAOF = /* @__PURE__ */ row('REPLICAOF', [3, 6160, NONE, 'special'])
/** Since 6.2.0. CONNECTION, TEXT. */
export const RESET = /* @__PURE__ */ row('RESET', [1, 4128])
/** Since 2.6.0. DANGEROUS, DENY_OOM, WRITE. */
export const RESTORE = /* @__PURE__ */ row('RESTORE', [-4, 2305, FIRST])
/** Since 3.0.0. DANGEROUS, DENY_OOM, WRITE. */
export const RESTORE_ASKING = /* @__PURE__ */ row('RESTORE-ASKING', [-4, 2305, FIRST])
/** Since 2.8.12. DANGEROUS, READ, TEXT. */
export const ROLE = /* @__PURE__ */ row('ROLE', [1, 6146])
/** Since 1.0.0. WRITE. */
export const RPOP = /* @__PURE__ */ row('RPOP', [-2, 1, FIRST])
/** Since 1.2.0. DENY_OOM, WRITE. */
export const RPOPLPUSH = /* @__PURE__ */ row('RPOPLPUSH', [3, 257, TWO])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const RPUSH = /* @__PURE__ */ row('RPUSH', [-3, 257, FIRST])
/** Since 2.2.0. DENY_OOM, WRITE. */
export const RPUSHX = /* @__PURE__ */ row('RPUSHX', [-3, 257, FIRST])
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SADD = /* @__PURE__ */ row('SADD', [-3, 265, FIRST])
/** Since 1.0.0. ADMIN, DANGEROUS, NO_MULTI, TEXT. */
export const SAVE = /* @__PURE__ */ row('SAVE', [1, 6288, NONE, 'all_nodes', 'all_succeeded'])
/** Since 2.8.0. READ. */
export const SCAN = /* @__PURE__ */ row('SCAN', [-2, 2, NONE, 'special', 'special'])
/** Since 1.0.0. READ. */
export const SCARD = /* @__PURE__ */ row('SCARD', [2, 2, FIRST])
/** Since 3.2.0. CONNECTION, TEXT. */
export const SCRIPT_DEBUG = /* @__PURE__ */ row('SCRIPT DEBUG', [-3, 4128])
/** Since 2.6.0. READ, TEXT. */
export const SCRIPT_EXISTS = /* @__PURE__ */ row('SCRIPT EXISTS', [-3, 4098, NONE, 'all_shards', 'agg_logical_and'])
/** Since 2.6.0. TEXT. */
export const SCRIPT_FLUSH = /* @__PURE__ */ row('SCRIPT FLUSH', [-2, 4096, NONE, 'all_nodes', 'all_succeeded'])
/** Since 5.0.0. TEXT. */
export const SCRIPT_HELP = /* @__PURE__ */ row('SCRIPT HELP', [2, 4096])
/** Since 2.6.0. TEXT. */
export const SCRIPT_KILL = /* @__PURE__ */ row('SCRIPT KILL', [2, 4096, NONE, 'all_shards', 'one_succeeded'])
/** Since 2.6.0. IDEMPOTENT, TEXT. */
export const SCRIPT_LOAD = /* @__PURE__ */ row('SCRIPT LOAD', [3, 4104, NONE, 'all_nodes', 'all_succeeded'])
/** Since Valkey 8.0.0. READ, TEXT. */
export const SCRIPT_SHOW = /* @__PURE__ */ row('SCRIPT SHOW', [3, 4098])
/** Since 1.0.0. READ. */
export const SDIFF = /* @__PURE__ */ row('SDIFF', [-2, 2, ALL])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const SDIFFSTORE = /* @__PURE__ */ row('SDIFFSTORE', [-3, 257, ALL])
/** Since 1.0.0. CONNECTION, TEXT. */
export const SELECT = /* @__PURE__ */ row('SELECT', [2, 4128])
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SET = /* @__PURE__ */ row('SET', [-3, 265, FIRST])
/** Since 2.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETBIT = /* @__PURE__ */ row('SETBIT', [4, 265, FIRST])
/** Since 2.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETEX = /* @__PURE__ */ row('SETEX', [4, 265, FIRST])
/** Since 1.0.0. DENY_OOM, WRITE. */
export const SETNX = /* @__PURE__ */ row('SETNX', [3, 257, FIRST])
/** Since 2.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SETRANGE = /* @__PURE__ */ row('SETRANGE', [4, 265, FIRST])
/** Since 1.0.0. ADMIN, DANGEROUS, NO_MULTI, TEXT. */
export const SHUTDOWN = /* @__PURE__ */ row('SHUTDOWN', [-1, 6288, NONE, 'special'])
/** Since 1.0.0. READ. */
export const SINTER = /* @__PURE__ */ row('SINTER', [-2, 2, ALL])
/** Since 7.0.0. READ. */
export const SINTERCARD = /* @__PURE__ */ row('SINTERCARD', [-3, 2, COUNTED])
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SINTERSTORE = /* @__PURE__ */ row('SINTERSTORE', [-3, 265, ALL])
/** Since 1.0.0. READ. */
export const SISMEMBER = /* @__PURE__ */ row('SISMEMBER', [3, 2, FIRST])
/** Since 1.0.0. ADMIN, DANGEROUS, TEXT. */
export const SLAVEOF = /* @__PURE__ */ row('SLAVEOF', [3, 6160, NONE, 'special'])
/** Since 2.2.12. ADMIN, DANGEROUS, READ, TEXT. */
export const SLOWLOG_GET = /* @__PURE__ */ row('SLOWLOG GET', [-2, 6162, NONE, 'all_nodes'])
/** Since 6.2.0. TEXT. */
export const SLOWLOG_HELP = /* @__PURE__ */ row('SLOWLOG HELP', [2, 4096])
/** Since 2.2.12. ADMIN, DANGEROUS, READ, TEXT. */
export const SLOWLOG_LEN = /* @__PURE__ */ row('SLOWLOG LEN', [2, 6162, NONE, 'all_nodes', 'agg_sum'])
/** Since 2.2.12. ADMIN, DANGEROUS, TEXT. */
export const SLOWLOG_RESET = /* @__PURE__ */ row('SLOWLOG RESET', [2, 6160, NONE, 'all_nodes', 'all_succeeded'])
/** Since 1.0.0. READ. */
export const SMEMBERS = /* @__PURE__ */ row('SMEMBERS', [2, 2, FIRST])
/** Since 6.2.0. READ. */
export const SMISMEMBER = /* @__PURE__ */ row('SMISMEMBER', [-3, 2, FIRST])
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const SMOVE = /* @__PURE__ */ row('SMOVE', [4, 9, TWO])
/** Since 1.0.0. DANGEROUS, DENY_OOM, WRITE. */
export const SORT = /* @__PURE__ */ row('SORT', [-2, 2305, SORT_KEYS])
/** Since 7.0.0. DANGEROUS, READ. */
export const SORT_RO = /* @__PURE__ */ row('SORT_RO', [-2, 2050, FIRST])
/** Since 1.0.0. WRITE. */
export const SPOP = /* @__PURE__ */ row('SPOP', [-2, 1, FIRST])
/** Since 7.0.0. PUBSUB. */
export const SPUBLISH = /* @__PURE__ */ row('SPUBLISH', [3, 64, FIRST])
/** Since 1.0.0. READ. */
export const SRANDMEMBER = /* @__PURE__ */ row('SRANDMEMBER', [-2, 2, FIRST])
/** Since 1.0.0. IDEMPOTENT, WRITE. */
export const SREM = /* @__PURE__ */ row('SREM', [-3, 9, FIRST])
/** Since 2.8.0. READ. */
export const SSCAN = /* @__PURE__ */ row('SSCAN', [-3, 2, FIRST])
/** Since 7.0.0. CONNECTION, PUBSUB. */
export const SSUBSCRIBE = /* @__PURE__ */ row('SSUBSCRIBE', [-2, 96, ALL])
/** Since 2.2.0. READ. */
export const STRLEN = /* @__PURE__ */ row('STRLEN', [2, 2, FIRST])
/** Since 2.0.0. CONNECTION, PUBSUB. */
export const SUBSCRIBE = /* @__PURE__ */ row('SUBSCRIBE', [-2, 96])
/** Since 1.0.0. READ. */
export const SUBSTR = /* @__PURE__ */ row('SUBSTR', [4, 2, FIRST])
/** Since 1.0.0. READ. */
export const SUNION = /* @__PURE__ */ row('SUNION', [-2, 2, ALL])
/** Since 1.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const SUNIONSTORE = /* @__PURE__ */ row('SUNIONSTORE', [-3, 265, ALL])
/** Since 7.0.0. CONNECTION, PUBSUB. */
export const SUNSUBSCRIBE = /* @__PURE__ */ row('SUNSUBSCRIBE', [-1, 96, ALL])
/** Since 4.0.0. DANGEROUS, TEXT, WRITE. */
export const SWAPDB = /* @__PURE__ */ row('SWAPDB', [3, 6145, NONE, 'special'])
/** Since 1.0.0. ADMIN, CONNECTION, DANGEROUS, NO_MULTI. */
export const SYNC = /* @__PURE__ */ row('SYNC', [1, 2224])
/** Since 2.6.0. READ, TEXT. */
export const TIME = /* @__PURE__ */ row('TIME', [1, 4098, NONE, 'all_nodes'])
/** Since 3.2.1. IDEMPOTENT, READ. */
export const TOUCH = /* @__PURE__ */ row('TOUCH', [-2, 10, ALL, 'multi_shard', 'agg_sum'])
/** Since 1.0.0. READ. */
export const TTL = /* @__PURE__ */ row('TTL', [2, 2, FIRST])
/** Since 1.0.0. READ, TEXT. */
export const TYPE = /* @__PURE__ */ row('TYPE', [2, 4098, FIRST])
/** Since 4.0.0. IDEMPOTENT, WRITE. */
export const UNLINK = /* @__PURE__ */ row('UNLINK', [-2, 9, ALL, 'multi_shard', 'agg_sum'])
/** Since 2.0.0. CONNECTION, PUBSUB, TEXT. */
export const UNSUBSCRIBE = /* @__PURE__ */ row('UNSUBSCRIBE', [-1, 4192])
/** Since 2.2.0. CONNECTION, TEXT. */
export const UNWATCH = /* @__PURE__ */ row('UNWATCH', [1, 4128])
/** Since Redis. DENY_OOM, WRITE. */
export const VADD = /* @__PURE__ */ row('VADD', [-1, 257, FIRST])
/** Since Redis. READ. */
export const VCARD = /* @__PURE__ */ row('VCARD', [-1, 2, FIRST])
/** Since Redis. READ. */
export const VDIM = /* @__PURE__ */ row('VDIM', [-1, 2, FIRST])
/** Since Redis. READ. */
export const VEMB = /* @__PURE__ */ row('VEMB', [-1, 2, FIRST])
/** Since Redis. READ. */
export const VGETATTR = /* @__PURE__ */ row('VGETATTR', [-1, 2, FIRST])
/** Since Redis. READ, TEXT. */
export const VINFO = /* @__PURE__ */ row('VINFO', [-1, 4098, FIRST])
/** Since Redis. READ. */
export const VISMEMBER = /* @__PURE__ */ row('VISMEMBER', [-1, 2, FIRST])
/** Since Redis. READ. */
export const VLINKS = /* @__PURE__ */ row('VLINKS', [-1, 2, FIRST])
/** Since Redis. READ. */
export const VRANDMEMBER = /* @__PURE__ */ row('VRANDMEMBER', [-1, 2, FIRST])
/** Since Redis. WRITE. */
export const VREM = /* @__PURE__ */ row('VREM', [-1, 1, FIRST])
/** Since Redis. WRITE. */
export const VSETATTR = /* @__PURE__ */ row('VSETATTR', [-1, 1, FIRST])
/** Since Redis. READ. */
export const VSIM = /* @__PURE__ */ row('VSIM', [-1, 2, FIRST])
/** Since 3.0.0. BLOCKING, READ, TEXT. */
export const WAIT = /* @__PURE__ */ row('WAIT', [3, 4102, NONE, 'all_shards', 'agg_min'])
/** Since 7.2.0. BLOCKING, READ, TEXT. */
export const WAITAOF = /* @__PURE__ */ row('WAITAOF', [4, 4102, NONE, 'all_shards', 'agg_min'])
/** Since 2.2.0. CONNECTION, NO_MULTI. */
export const WATCH = /* @__PURE__ */ row('WATCH', [-2, 160, ALL])
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XACK = /* @__PURE__ */ row('XACK', [-4, 9, FIRST])
/** Since 5.0.0. DENY_OOM, TEXT, WRITE. */
export const XADD = /* @__PURE__ */ row('XADD', [-5, 4353, FIRST])
/** Since 6.2.0. WRITE. */
export const XAUTOCLAIM = /* @__PURE__ */ row('XAUTOCLAIM', [-6, 1, FIRST])
/** Since 5.0.0. WRITE. */
export const XCLAIM = /* @__PURE__ */ row('XCLAIM', [-6, 1, FIRST])
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XDEL = /* @__PURE__ */ row('XDEL', [-3, 9, FIRST])
/** Since 5.0.0. DENY_OOM, WRITE. */
export const XGROUP_CREATE = /* @__PURE__ */ row('XGROUP CREATE', [-5, 257, FIRST])
/** Since 6.2.0. DENY_OOM, WRITE. */
export const XGROUP_CREATECONSUMER = /* @__PURE__ */ row('XGROUP CREATECONSUMER', [5, 257, FIRST])
/** Since 5.0.0. WRITE. */
export const XGROUP_DELCONSUMER = /* @__PURE__ */ row('XGROUP DELCONSUMER', [5, 1, FIRST])
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XGROUP_DESTROY = /* @__PURE__ */ row('XGROUP DESTROY', [4, 9, FIRST])
/** Since 5.0.0. TEXT. */
export const XGROUP_HELP = /* @__PURE__ */ row('XGROUP HELP', [2, 4096])
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XGROUP_SETID = /* @__PURE__ */ row('XGROUP SETID', [-5, 9, FIRST])
/** Since 5.0.0. READ. */
export const XINFO_CONSUMERS = /* @__PURE__ */ row('XINFO CONSUMERS', [4, 2, FIRST])
/** Since 5.0.0. READ. */
export const XINFO_GROUPS = /* @__PURE__ */ row('XINFO GROUPS', [3, 2, FIRST])
/** Since 5.0.0. TEXT. */
export const XINFO_HELP = /* @__PURE__ */ row('XINFO HELP', [2, 4096])
/** Since 5.0.0. READ. */
export const XINFO_STREAM = /* @__PURE__ */ row('XINFO STREAM', [-3, 2, FIRST])
/** Since 5.0.0. READ. */
export const XLEN = /* @__PURE__ */ row('XLEN', [2, 2, FIRST])
/** Since 5.0.0. READ. */
export const XPENDING = /* @__PURE__ */ row('XPENDING', [-3, 2, FIRST])
/** Since 5.0.0. READ. */
export const XRANGE = /* @__PURE__ */ row('XRANGE', [-4, 2, FIRST])
/** Since 5.0.0. BLOCKING, READ. */
export const XREAD = /* @__PURE__ */ row('XREAD', [-4, 6, [{ kind: 'range', begin: 0, keyword: 'STREAMS', last: -1, step: 1, limit: 2 }]])
/** Since 5.0.0. BLOCKING, WRITE. */
export const XREADGROUP = /* @__PURE__ */ row('XREADGROUP', [-7, 5, [{ kind: 'range', begin: 3, keyword: 'STREAMS', last: -1, step: 1, limit: 2 }]])
/** Since 5.0.0. READ. */
export const XREVRANGE = /* @__PURE__ */ row('XREVRANGE', [-4, 2, FIRST])
/** Since 5.0.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const XSETID = /* @__PURE__ */ row('XSETID', [-3, 265, FIRST])
/** Since 5.0.0. IDEMPOTENT, WRITE. */
export const XTRIM = /* @__PURE__ */ row('XTRIM', [-4, 9, FIRST])
/** Since 1.2.0. DENY_OOM, IDEMPOTENT, WRITE. */
export const ZADD = /* @__PURE__ */ row('ZADD', [-4, 265, FIRST])
/** Since 1.2.0. READ. */
export const ZCARD = /* @__PURE__ */ row('ZCARD', [2, 2, FIRST])
/** Since 2.0.0. READ. */
export const ZCOUNT = /* @__PURE__ */ row('ZCOUNT', [4, 2, FIRST])
/** Since 6.2.0. READ. */
export const ZDIFF = /* @__PURE__ */ row('ZDIFF', [-3, 2, COUNTED])
/** Since 6.2.0. DENY_OOM, WRITE. */
export const ZDIFFSTORE = /* @__PURE__ */ row('ZDIFFSTORE', [-4, 257, FIRST_AND_COUNTED])
/** Since 1.2.0. DENY_OOM, WRITE. */
export const ZINCRBY = /* @__PURE__ */ row('ZINCRBY', [4, 257, FIRST])
/** Since 6.2.0. READ. */
export const ZINTER = /* @__PURE__ */ row('ZINTER', [-3, 2, COUNTED])
/** Since 7.0.0. READ. */
export const ZINTERCARD = /* @__PURE__ */ row('ZINTERCARD', [-3, 2, COUNTED])
/** Since 2.0.0. DENY_OOM, WRITE. */
export const ZINTERSTORE = /* @__PURE__ */ row('ZINTERSTORE', [-4, 257, FIRST_AND_COUNTED])
/** Since 2.8.9. READ. */
export const ZLEXCOUNT = /* @__PURE__ */ row('ZLEXCOUNT', [4, 2, FIRST])
/** Since 7.0.0. WRITE. */
export const ZMPOP = /* @__PURE__ */ row('ZMPOP', [-4, 1, COUNTED])
/** Since 6.2.0. READ. */
export const ZMSCORE = /* @__PURE__ */ row('ZMSCORE', [-3, 2, FIRST])
/** Since 5.0.0. WRITE. */
export const ZPOPMAX = /* @__PURE__ */ row('ZPOPMAX', [-2, 1, FIRST])
/** Since 5.0.0. WRITE. */
export const ZPOPMIN = /* @__PURE__ */ row('ZPOPMIN', [-2, 1, FIRST])
/** Since 6.2.0. READ. */
export const ZRANDMEMBER = /* @__PURE__ */ row('ZRANDMEMBER', [-2, 2, FIRST])
/** Since 1.2.0. READ. */
export const ZRANGE = /* @__PURE__ */ row('ZRANGE', [-4, 2, FIRST])
/** Since 2.8.9. READ. */
export const ZRANGEBYLEX = /* @__PURE__ */ row('ZRANGEBYLEX', [-4, 2, FIRST])
/** Since 1.0.5. READ. */
export const ZRANGEBYSCORE = /* @__PURE__ */ row('ZRANGEBYSCORE', [-4, 2, FIRST])
/** Since 6.2.0. DENY_OOM, WRITE. */
export const ZRANGESTORE = /* @__PURE__ */ row('ZRANGESTORE', [-5, 257, TWO])
/** Since 2.0.0. READ. */
export const ZRANK = /* @__PURE__ */ row('ZRANK', [-3, 2, FIRST])
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const ZREM = /* @__PURE__ */ row('ZREM', [-3, 9, FIRST])
/** Since 2.8.9. IDEMPOTENT, WRITE. */
export const ZREMRANGEBYLEX = /* @__PURE__ */ row('ZREMRANGEBYLEX', [4, 9, FIRST])
/** Since 2.0.0. WRITE. */
export const ZREMRANGEBYRANK = /* @__PURE__ */ row('ZREMRANGEBYRANK', [4, 1, FIRST])
/** Since 1.2.0. IDEMPOTENT, WRITE. */
export const ZREMRANGEBYSCORE = /* @__PURE__ */ row('ZREMRANGEBYSCORE', [4, 9, FIRST])
/** Since 1.2.0. READ. */
export const ZREVRANGE = /* @__PURE__ */ row('ZREVRANGE', [-4, 2, FIRST])
/** Since 2.8.9. READ. */
export const ZREVRANGEBYLEX = /* @__PURE__ */ row('ZREVRANGEBYLEX', [-4, 2, FIRST])
/** Since 2.2.0. READ. */
export const ZREVRANGEBYSCORE = /* @__PURE__ */ row('ZREVRANGEBYSCORE', [-4, 2, FIRST])
/** Since 2.0.0. READ. */
export const ZREVRANK = /* @__PURE__ */ row('ZREVRANK', [-3, 2, FIRST])
/** Since 2.8.0. READ. */
export const ZSCAN = /* @__PURE__ */ row('ZSCAN', [-3, 2, FIRST])
/** Since 1.2.0. READ. */
export const ZSCORE = /* @__PURE__ */ row('ZSCORE', [3, 2, FIRST])
/** Since 6.2.0. READ. */
export const ZUNION = /* @__PURE__ */ row('ZUNION', [-3, 2, COUNTED])
/** Since 2.0.0. DENY_OOM, WRITE. */
export const ZUNIONSTORE = /* @__PURE__ */ row('ZUNIONSTORE', [-4, 257, FIRST_AND_COUNTED])

/** Every row. Whoever imports it ships the whole table. */
export const TABLE = [ACL_CAT, ACL_DELUSER, ACL_DRYRUN, ACL_GENPASS, ACL_GETUSER, ACL_HELP, ACL_LIST, ACL_LOAD, ACL_LOG, ACL_SAVE, ACL_SETUSER, ACL_USERS, ACL_WHOAMI, APPEND, ASKING, AUTH, BGREWRITEAOF, BGSAVE, BITCOUNT, BITFIELD, BITFIELD_RO, BITOP, BITPOS, BLMOVE, BLMPOP, BLPOP, BRPOP, BRPOPLPUSH, BZMPOP, BZPOPMAX, BZPOPMIN, CLIENT_CACHING, CLIENT_CAPA, CLIENT_GETNAME, CLIENT_GETREDIR, CLIENT_HELP, CLIENT_ID, CLIENT_IMPORT_SOURCE, CLIENT_INFO, CLIENT_KILL, CLIENT_LIST, CLIENT_NO_EVICT, CLIENT_NO_TOUCH, CLIENT_PAUSE, CLIENT_REPLY, CLIENT_SETINFO, CLIENT_SETNAME, CLIENT_TRACKING, CLIENT_TRACKINGINFO, CLIENT_UNBLOCK, CLIENT_UNPAUSE, CLUSTER_ADDSLOTS, CLUSTER_ADDSLOTSRANGE, CLUSTER_BUMPEPOCH, CLUSTER_CANCELSLOTMIGRATIONS, CLUSTER_COUNT_FAILURE_REPORTS, CLUSTER_COUNTKEYSINSLOT, CLUSTER_DELSLOTS, CLUSTER_DELSLOTSRANGE, CLUSTER_FAILOVER, CLUSTER_FLUSHSLOT, CLUSTER_FLUSHSLOTS, CLUSTER_FORGET, CLUSTER_GETKEYSINSLOT, CLUSTER_GETSLOTMIGRATIONS, CLUSTER_HELP, CLUSTER_INFO, CLUSTER_KEYSLOT, CLUSTER_LINKS, CLUSTER_MEET, CLUSTER_MIGRATESLOTS, CLUSTER_MYID, CLUSTER_MYSHARDID, CLUSTER_NODES, CLUSTER_REPLICAS, CLUSTER_REPLICATE, CLUSTER_RESET, CLUSTER_SAVECONFIG, CLUSTER_SET_CONFIG_EPOCH, CLUSTER_SETSLOT, CLUSTER_SHARDS, CLUSTER_SLAVES, CLUSTER_SLOT_STATS, CLUSTER_SLOTS, CLUSTER_SYNCSLOTS, CLUSTERSCAN, COMMAND, COMMAND_COUNT, COMMAND_DOCS, COMMAND_GETKEYS, COMMAND_GETKEYSANDFLAGS, COMMAND_HELP, COMMAND_INFO, COMMAND_LIST, COMMANDLOG_GET, COMMANDLOG_HELP, COMMANDLOG_LEN, COMMANDLOG_RESET, CONFIG_GET, CONFIG_HELP, CONFIG_RESETSTAT, CONFIG_REWRITE, CONFIG_SET, COPY, DBSIZE, DEBUG, DECR, DECRBY, DEL, DELIFEQ, DISCARD, DUMP, ECHO, EVAL, EVALSHA, EVALSHA_RO, EVAL_RO, EXEC, EXISTS, EXPIRE, EXPIREAT, EXPIRETIME, FAILOVER, FCALL, FCALL_RO, FLUSHALL, FLUSHDB, FUNCTION_DELETE, FUNCTION_DUMP, FUNCTION_FLUSH, FUNCTION_HELP, FUNCTION_KILL, FUNCTION_LIST, FUNCTION_LOAD, FUNCTION_RESTORE, FUNCTION_STATS, GEOADD, GEODIST, GEOHASH, GEOPOS, GEORADIUS, GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO, GEORADIUS_RO, GEOSEARCH, GEOSEARCHSTORE, GET, GETBIT, GETDEL, GETEX, GETRANGE, GETSET, HDEL, HELLO, HEXISTS, HEXPIRE, HEXPIREAT, HEXPIRETIME, HGET, HGETALL, HGETDEL, HGETEX, HINCRBY, HINCRBYFLOAT, HKEYS, HLEN, HMGET, HMSET, HPERSIST, HPEXPIRE, HPEXPIREAT, HPEXPIRETIME, HPTTL, HRANDFIELD, HSCAN, HSET, HSETEX, HSETNX, HSTRLEN, HTTL, HVALS, INCR, INCRBY, INCRBYFLOAT, INFO, KEYS, LASTSAVE, LATENCY_DOCTOR, LATENCY_GRAPH, LATENCY_HELP, LATENCY_HISTOGRAM, LATENCY_HISTORY, LATENCY_LATEST, LATENCY_RESET, LCS, LINDEX, LINSERT, LLEN, LMOVE, LMPOP, LOLWUT, LPOP, LPOS, LPUSH, LPUSHX, LRANGE, LREM, LSET, LTRIM, MEMORY_DOCTOR, MEMORY_HELP, MEMORY_MALLOC_STATS, MEMORY_PURGE, MEMORY_STATS, MEMORY_USAGE, MGET, MIGRATE, MODULE_HELP, MODULE_LIST, MODULE_LOAD, MODULE_LOADEX, MODULE_UNLOAD, MONITOR, MOVE, MSET, MSETEX, MSETNX, MULTI, OBJECT_ENCODING, OBJECT_FREQ, OBJECT_HELP, OBJECT_IDLETIME, OBJECT_REFCOUNT, PERSIST, PEXPIRE, PEXPIREAT, PEXPIRETIME, PFADD, PFCOUNT, PFDEBUG, PFMERGE, PFSELFTEST, PING, PSETEX, PSUBSCRIBE, PSYNC, PTTL, PUBLISH, PUBSUB_CHANNELS, PUBSUB_HELP, PUBSUB_NUMPAT, PUBSUB_NUMSUB, PUBSUB_SHARDCHANNELS, PUBSUB_SHARDNUMSUB, PUNSUBSCRIBE, QUIT, RANDOMKEY, READONLY, READWRITE, RENAME, RENAMENX, REPLCONF, REPLICAOF, RESET, RESTORE, RESTORE_ASKING, ROLE, RPOP, RPOPLPUSH, RPUSH, RPUSHX, SADD, SAVE, SCAN, SCARD, SCRIPT_DEBUG, SCRIPT_EXISTS, SCRIPT_FLUSH, SCRIPT_HELP, SCRIPT_KILL, SCRIPT_LOAD, SCRIPT_SHOW, SDIFF, SDIFFSTORE, SELECT, SET, SETBIT, SETEX, SETNX, SETRANGE, SHUTDOWN, SINTER, SINTERCARD, SINTERSTORE, SISMEMBER, SLAVEOF, SLOWLOG_GET, SLOWLOG_HELP, SLOWLOG_LEN, SLOWLOG_RESET, SMEMBERS, SMISMEMBER, SMOVE, SORT, SORT_RO, SPOP, SPUBLISH, SRANDMEMBER, SREM, SSCAN, SSUBSCRIBE, STRLEN, SUBSCRIBE, SUBSTR, SUNION, SUNIONSTORE, SUNSUBSCRIBE, SWAPDB, SYNC, TIME, TOUCH, TTL, TYPE, UNLINK, UNSUBSCRIBE, UNWATCH, VADD, VCARD, VDIM, VEMB, VGETATTR, VINFO, VISMEMBER, VLINKS, VRANDMEMBER, VREM, VSETATTR, VSIM, WAIT, WAITAOF, WATCH, XACK, XADD, XAUTOCLAIM, XCLAIM, XDEL, XGROUP_CREATE, XGROUP_CREATECONSUMER, XGROUP_DELCONSUMER, XGROUP_DESTROY, XGROUP_HELP, XGROUP_SETID, XINFO_CONSUMERS, XINFO_GROUPS, XINFO_HELP, XINFO_STREAM, XLEN, XPENDING, XRANGE, XREAD, XREADGROUP, XREVRANGE, XSETID, XTRIM, ZADD, ZCARD, ZCOUNT, ZDIFF, ZDIFFSTORE, ZINCRBY, ZINTER, ZINTERCARD, ZINTERSTORE, ZLEXCOUNT, ZMPOP, ZMSCORE, ZPOPMAX, ZPOPMIN, ZRANDMEMBER, ZRANGE, ZRANGEBYLEX, ZRANGEBYSCORE, ZRANGESTORE, ZRANK, ZREM, ZREMRANGEBYLEX, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREVRANGE, ZREVRANGEBYLEX, ZREVRANGEBYSCORE, ZREVRANK, ZSCAN, ZSCORE, ZUNION, ZUNIONSTORE]

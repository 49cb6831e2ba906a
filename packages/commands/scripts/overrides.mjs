// Where a server's own word on a command is missing, or not what a client may do. Each with its reason.

/** Rows that are changed: what is given here takes the place of what the server says. */
export const OVERRIDES = {
  // Tipped multi_shard, but they are all-or-nothing: in parts, half of the keys could be set.
  MSETNX: { request: 'default', response: 'default' },
  MSETEX: { request: 'default', response: 'default' },
  // A pattern over all keys is the union of what each primary finds; the servers give no policy for joining lists.
  KEYS: { response: 'union' },
  // One primary may be empty while the others are not: all are asked, and one of their answers is taken.
  RANDOMKEY: { response: 'one_of' },
  // A cursor belongs to one node. A client's own scan walks all of them.
  SCAN: { request: 'special' },
  // The servers tell of their own clients and settings alone; a cluster is asked as a whole.
  'CONFIG GET': { request: 'all_nodes' },
  'CONFIG RESETSTAT': { request: 'all_nodes', response: 'all_succeeded' },
  'CONFIG REWRITE': { request: 'all_nodes', response: 'all_succeeded' },
  'CLIENT LIST': { request: 'all_nodes' },
  'CLIENT KILL': { request: 'all_nodes' },
  'CLIENT PAUSE': { request: 'all_nodes', response: 'all_succeeded' },
  'CLIENT UNPAUSE': { request: 'all_nodes', response: 'all_succeeded' },
  SAVE: { request: 'all_nodes', response: 'all_succeeded' },
  BGSAVE: { request: 'all_nodes' },
  BGREWRITEAOF: { request: 'all_nodes' },
  LASTSAVE: { request: 'all_nodes' },
  TIME: { request: 'all_nodes' },
  'ACL SETUSER': { request: 'all_nodes', response: 'all_succeeded' },
  'ACL DELUSER': { request: 'all_nodes', response: 'all_succeeded' },
  'ACL LOAD': { request: 'all_nodes', response: 'all_succeeded' },
  'ACL SAVE': { request: 'all_nodes', response: 'all_succeeded' },
  'MODULE LOAD': { request: 'all_nodes', response: 'all_succeeded' },
  'MODULE LOADEX': { request: 'all_nodes', response: 'all_succeeded' },
  'MODULE UNLOAD': { request: 'all_nodes', response: 'all_succeeded' },
  'CLUSTER SAVECONFIG': { request: 'all_nodes', response: 'all_succeeded' },
  // Each node knows of the channels of its own clients alone.
  'PUBSUB CHANNELS': { request: 'all_nodes', response: 'union' },
  'PUBSUB SHARDCHANNELS': { request: 'all_nodes', response: 'union' },
  'PUBSUB NUMPAT': { request: 'all_nodes', response: 'agg_sum' },
  'PUBSUB NUMSUB': { request: 'all_nodes', response: 'sum_fields' },
  'PUBSUB SHARDNUMSUB': { request: 'all_nodes', response: 'sum_fields' },
  // The tip says all nodes, but a replica refuses to load a script's source into a cluster's data set; a script that a
  // primary knows is all that a client needs. Replicas that are read from get it by EVAL.
  'FUNCTION STATS': { response: 'default' },
  'FUNCTION LIST': { request: 'default' },
  // Ends a server: never by accident on one of chance.
  SHUTDOWN: { request: 'special' },
  // The key stands in the middle, and is empty where KEYS follows.
  MIGRATE: { keys: 'MIGRATE_KEYS' },
  // BY and GET name patterns, not keys; STORE's key may follow any of the options, and the last STORE counts.
  SORT: { keys: 'SORT_KEYS' },
  SORT_RO: { keys: 'FIRST' },
}

/** Writes that leave the same data when they run twice, whatever their arguments. */
export const IDEMPOTENT = new Set(
  `SET SETEX PSETEX SETNX SETRANGE SETBIT MSET MSETNX GETDEL GETSET DEL UNLINK TOUCH PERSIST EXPIREAT PEXPIREAT COPY
  HSET HMSET HSETNX HDEL SADD SREM ZREM LSET PFADD PFMERGE BITOP SUNIONSTORE SINTERSTORE GEOADD XDEL XACK
  CONFIG_SET SCRIPT_LOAD FLUSHALL FLUSHDB ZREMRANGEBYSCORE ZREMRANGEBYLEX`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/** Commands without keys that only look. The servers flag them with neither readonly nor write. */
export const LOOKS = new Set(
  `PING ECHO TIME INFO LASTSAVE ROLE DBSIZE LOLWUT COMMAND COMMAND_COUNT COMMAND_DOCS COMMAND_GETKEYS
  COMMAND_GETKEYSANDFLAGS COMMAND_INFO COMMAND_LIST CLUSTER_INFO CLUSTER_KEYSLOT CLUSTER_LINKS CLUSTER_MYID
  CLUSTER_MYSHARDID CLUSTER_NODES CLUSTER_REPLICAS CLUSTER_SHARDS CLUSTER_SLAVES CLUSTER_SLOTS CLUSTER_COUNTKEYSINSLOT
  CLUSTER_GETKEYSINSLOT CLUSTER_COUNT-FAILURE-REPORTS CLUSTER_SLOT-STATS CONFIG_GET CLIENT_ID CLIENT_INFO CLIENT_LIST
  CLIENT_GETNAME CLIENT_GETREDIR CLIENT_TRACKINGINFO ACL_CAT ACL_DRYRUN ACL_GENPASS ACL_GETUSER ACL_LIST ACL_LOG
  ACL_USERS ACL_WHOAMI SLOWLOG_GET SLOWLOG_LEN LATENCY_DOCTOR LATENCY_GRAPH LATENCY_HISTOGRAM LATENCY_HISTORY
  LATENCY_LATEST MEMORY_DOCTOR MEMORY_MALLOC-STATS MEMORY_STATS MODULE_LIST PUBSUB_CHANNELS PUBSUB_NUMPAT PUBSUB_NUMSUB
  PUBSUB_SHARDCHANNELS PUBSUB_SHARDNUMSUB SCRIPT_EXISTS FUNCTION_DUMP FUNCTION_LIST FUNCTION_STATS WAIT WAITAOF`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/** Commands that change the state of the connection that they run on. */
export const CONNECTION = new Set(
  `AUTH HELLO SELECT RESET QUIT MULTI EXEC DISCARD WATCH UNWATCH SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE
  PUNSUBSCRIBE SUNSUBSCRIBE MONITOR ASKING READONLY READWRITE SYNC PSYNC CLIENT_REPLY CLIENT_SETNAME CLIENT_SETINFO
  CLIENT_TRACKING CLIENT_CACHING CLIENT_NO-EVICT CLIENT_NO-TOUCH`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/** Commands whose effect only the author of a script knows. */
export const SCRIPT = new Set(['EVAL', 'EVALSHA', 'FCALL'])

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
  // Each primary runs what it runs.
  'FUNCTION STATS': { response: 'default' },
  // Ends a server, or changes what one node is and knows: never by accident on a node of chance.
  ...Object.fromEntries(
    `SHUTDOWN REPLICAOF SLAVEOF FAILOVER SWAPDB CLUSTER_ADDSLOTS CLUSTER_ADDSLOTSRANGE CLUSTER_BUMPEPOCH CLUSTER_DELSLOTS
    CLUSTER_DELSLOTSRANGE CLUSTER_FAILOVER CLUSTER_FLUSHSLOT CLUSTER_FLUSHSLOTS CLUSTER_FORGET CLUSTER_MIGRATESLOTS
    CLUSTER_CANCELSLOTMIGRATIONS CLUSTER_REPLICATE CLUSTER_RESET CLUSTER_SET-CONFIG-EPOCH CLUSTER_SETSLOT CLUSTER_SYNCSLOTS`
      .split(/\s+/)
      .map(name => [name.replace('_', ' '), { request: 'special' }]),
  ),
  // The slot is named by its number, and only its owner can tell.
  'CLUSTER COUNTKEYSINSLOT': { request: 'special' },
  'CLUSTER GETKEYSINSLOT': { request: 'special' },
  // Its first argument is a cursor of the whole cluster, which the server writes so that its hash tag names a node.
  CLUSTERSCAN: { request: 'default', response: 'default' },
  // Each node keeps a log and counts of its own.
  'ACL LOG': { request: 'all_nodes' },
  // The answer is a number of events.
  'LATENCY RESET': { response: 'agg_sum' },
  'COMMANDLOG GET': { request: 'all_nodes' },
  'COMMANDLOG LEN': { request: 'all_nodes', response: 'agg_sum' },
  'COMMANDLOG RESET': { request: 'all_nodes', response: 'all_succeeded' },
  // The key stands in the middle, and is empty where KEYS follows.
  MIGRATE: { keys: 'MIGRATE_KEYS' },
  // BY and GET name patterns, not keys; STORE's key may follow any of the options, and the last STORE counts.
  SORT: { keys: 'SORT_KEYS' },
  SORT_RO: { keys: 'FIRST' },
}

/**
 * Writes that leave the same data when they run twice, whatever their arguments. Left out are those whose answer is what
 * the caller came for and would be another the second time: GETDEL, GETSET, SETNX and their like. BITOP, SDIFFSTORE and
 * ZUNIONSTORE are left out because their destination may be among their sources. SET and ZADD have options that change
 * what they are: `variants.ts` holds their other rows.
 */
export const IDEMPOTENT = new Set(
  `SET SETEX PSETEX SETRANGE SETBIT MSET GETEX DEL UNLINK TOUCH PERSIST EXPIRE PEXPIRE EXPIREAT PEXPIREAT COPY
  HSET HMSET HDEL HEXPIRE HPEXPIRE HEXPIREAT HPEXPIREAT HPERSIST HGETEX SADD SREM SMOVE LSET
  ZADD ZREM ZREMRANGEBYSCORE ZREMRANGEBYLEX GEOADD PFADD PFMERGE SUNIONSTORE SINTERSTORE
  XDEL XACK XTRIM XSETID XGROUP_SETID XGROUP_DESTROY CONFIG_SET SCRIPT_LOAD FLUSHALL FLUSHDB`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/** Commands without keys that only look. The servers flag them with neither readonly nor write. */
export const LOOKS = new Set(
  `PING ECHO TIME INFO LASTSAVE ROLE DBSIZE LOLWUT COMMAND COMMAND_COUNT COMMAND_DOCS COMMAND_GETKEYS
  COMMAND_GETKEYSANDFLAGS COMMAND_INFO COMMAND_LIST CLUSTER_INFO CLUSTER_KEYSLOT CLUSTER_LINKS CLUSTER_MYID
  CLUSTER_MYSHARDID CLUSTER_NODES CLUSTER_REPLICAS CLUSTER_SHARDS CLUSTER_SLAVES CLUSTER_SLOTS CLUSTER_COUNTKEYSINSLOT
  CLUSTER_GETKEYSINSLOT CLUSTER_COUNT-FAILURE-REPORTS CLUSTER_SLOT-STATS CLUSTER_GETSLOTMIGRATIONS CONFIG_GET CLIENT_ID CLIENT_INFO CLIENT_LIST
  CLIENT_GETNAME CLIENT_GETREDIR CLIENT_TRACKINGINFO ACL_CAT ACL_DRYRUN ACL_GENPASS ACL_GETUSER ACL_LIST ACL_LOG
  ACL_USERS ACL_WHOAMI SLOWLOG_GET SLOWLOG_LEN LATENCY_DOCTOR LATENCY_GRAPH LATENCY_HISTOGRAM LATENCY_HISTORY
  LATENCY_LATEST MEMORY_DOCTOR MEMORY_MALLOC-STATS MEMORY_STATS MODULE_LIST PUBSUB_CHANNELS PUBSUB_NUMPAT PUBSUB_NUMSUB
  PUBSUB_SHARDCHANNELS PUBSUB_SHARDNUMSUB SCRIPT_EXISTS SCRIPT_SHOW COMMANDLOG_GET COMMANDLOG_LEN FUNCTION_DUMP FUNCTION_LIST FUNCTION_STATS WAIT WAITAOF`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/**
 * Commands that change the state of the connection that they run on. SCRIPT DEBUG among them: from then on, scripts of that
 * connection stop for a debugger.
 */
export const CONNECTION = new Set(
  `AUTH HELLO SELECT RESET QUIT MULTI EXEC DISCARD WATCH UNWATCH SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE
  PUNSUBSCRIBE SUNSUBSCRIBE MONITOR ASKING READONLY READWRITE SYNC PSYNC CLIENT_REPLY
  CLIENT_TRACKING CLIENT_CACHING CLIENT_CAPA CLIENT_IMPORT-SOURCE REPLCONF
  SCRIPT_DEBUG`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/** Commands whose effect only the author of a script knows. */
export const SCRIPT = new Set(['EVAL', 'EVALSHA', 'FCALL'])

/**
 * Commands without keys whose reply is user's data all the same: names of keys and channels, messages, what scripts and
 * transactions answer, what goes to a replica. All others without keys answer with text of the server's own.
 */
export const USER_DATA = new Set(
  `KEYS SCAN RANDOMKEY CLUSTER_GETKEYSINSLOT COMMAND_GETKEYS COMMAND_GETKEYSANDFLAGS PUBSUB_CHANNELS
  PUBSUB_SHARDCHANNELS ECHO EXEC SUBSCRIBE PSUBSCRIBE MONITOR SYNC PSYNC`
    .split(/\s+/)
    .map(name => name.replace('_', ' ')),
)

/**
 * Commands with keys whose reply is text of the server's own: words (TYPE), ids that it made or was given in its own
 * form (XADD), numbers as text (INCRBYFLOAT), geohashes, descriptions.
 */
export const TEXT = new Set(
  'TYPE OBJECT_ENCODING MIGRATE XADD INCRBYFLOAT HINCRBYFLOAT GEOHASH VINFO'
    .split(' ')
    .map(name => name.replace('_', ' ')),
)

/** Commands whose reply is no text in any encoding: decoded as such, it could never be given back. */
export const BINARY = new Set(['DUMP', 'FUNCTION DUMP'])

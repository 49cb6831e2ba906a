/** Methods whose replies are not compared with ioredis, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ...because(
    'They end a node, or change what it is and owns; the tests of the cluster methods call them on nodes of a cluster of their own.',
    [
      'shutdown',
      'replicaof',
      'failover',
      'clusterAddslots',
      'clusterAddslotsrange',
      'clusterBumpepoch',
      'clusterDelslots',
      'clusterDelslotsrange',
      'clusterFailover',
      'clusterFlushslots',
      'clusterForget',
      'clusterMeet',
      'clusterReplicate',
      'clusterReset',
      'clusterSetConfigEpoch',
      'clusterSetslot',
    ],
  ),
  ...because('They change the connection that they run on, which ioredis and our client share out differently.', [
    'asking',
    'clientCaching',
    'readonly',
    'readwrite',
    'scriptDebug',
  ]),
  ...because('The name of the connection that asks, by hand on one node.', ['clientGetname']),
  ...because('They would empty or stop the server under the other clients; compared by hand, one after the other.', [
    'flushall',
    'flushdb',
    'functionFlush',
    'scriptFlush',
    'clientPause',
  ]),
  ...because('They start a process on each node, which the next client would meet; by hand.', [
    'bgsave',
    'bgrewriteaof',
  ]),
  ...because('It writes the file that the servers of the test were started with; by hand.', ['configRewrite']),
  ...because('They need something to end that runs; without it they only answer NOTBUSY, which is compared by hand.', [
    'scriptKill',
    'functionKill',
  ]),
  ...because('They answer with bytes that are no text; compared as bytes by hand.', [
    'functionDump',
    'functionRestore',
  ]),
  ...because('They need a module or a second server.', ['moduleLoad', 'moduleLoadex', 'moduleUnload', 'migrate']),
  ...because('ioredis has no way to the owner of a slot that is named by its number; compared by hand.', [
    'clusterCountkeysinslot',
    'clusterGetkeysinslot',
  ]),
  ...because('The key is not in the pattern: every client would find the keys of the others; compared by hand.', [
    'keys',
  ]),
  ...because('240 000 fields, which ioredis gives as they come; compared by hand for some commands.', ['commandDocs']),
  ...because('Of servers later than Redis 7.0 or Valkey; ioredis 6 does not know them, or has shapes of its own.', [
    'clusterCancelslotmigrations',
    'clusterFlushslot',
    'clusterGetslotmigrations',
    'clusterMigrateslots',
    'clusterSlotStats',
    'commandlogGet',
    'commandlogLen',
    'commandlogReset',
    'vadd',
    'vcard',
    'vdim',
    'vemb',
    'vgetattr',
    'vinfo',
    'vismember',
    'vlinks',
    'vrandmember',
    'vrem',
    'vsetattr',
    'vsim',
  ]),
}

function because(why: string, methods: readonly string[]): Record<string, string> {
  return Object.fromEntries(methods.map(method => [method, why]))
}

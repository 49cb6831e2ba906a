const SUBSCRIPTION = 'Use unsubscribe() of what rc.subscribe, rc.psubscribe or rc.ssubscribe gave you.'
const TRANSACTION = 'Queue commands with rc.multi() and run them with its execute().'
const REPLICATION = 'It is what replicas say to their primaries.'

/** What to do instead of a command that changes the state of its connection. */
const INSTEAD: Readonly<Record<string, string>> = {
  AUTH: 'Use the options username and password, or credentials.',
  HELLO: 'Use the options protocol, username, password and clientName.',
  SELECT: 'A cluster has database 0 alone; ShardedRedis has the option database.',
  RESET: 'Connections keep nothing of yours that could be reset.',
  QUIT: 'Use rc.close().',
  MULTI: TRANSACTION,
  EXEC: TRANSACTION,
  DISCARD: `${TRANSACTION} What is not run is discarded.`,
  WATCH: 'Use rc.watch(keys, async tx => tx.multi()…): it has a connection of its own.',
  UNWATCH: 'Return from the block of rc.watch(keys, async tx => …) without a transaction.',
  SUBSCRIBE: 'Use await rc.subscribe(channels).',
  PSUBSCRIBE: 'Use await rc.psubscribe(patterns).',
  SSUBSCRIBE: 'Use await rc.ssubscribe(channels).',
  UNSUBSCRIBE: SUBSCRIPTION,
  PUNSUBSCRIBE: SUBSCRIPTION,
  SUNSUBSCRIBE: SUBSCRIPTION,
  MONITOR: 'Its connection can do nothing else from then on: use redis-cli with the address of the node.',
  READONLY: 'Use the option readFrom.',
  READWRITE: 'Use the option readFrom.',
  ASKING: 'Redirects are followed by themselves.',
  SYNC: REPLICATION,
  PSYNC: REPLICATION,
  REPLCONF: REPLICATION,
  'CLIENT REPLY': 'For writes without replies use rc.noreply().',
  'CLIENT TRACKING': 'Use the option cache.',
  'CLIENT CACHING': 'Use the option cache.',
  'SCRIPT DEBUG': 'Use redis-cli with --ldb.',
}

/** A sentence for an error. */
export const insteadOf = (name: string): string => INSTEAD[name] ?? 'The client sees to what it is for.'

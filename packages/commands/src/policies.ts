/**
 * Which nodes a command goes to, in the servers' own words (the command tip `request_policy`), and `default`:
 * the owner of its slot, or any node for a command without keys.
 *
 * - `all_nodes`: every primary and replica.
 * - `all_shards`: every primary.
 * - `multi_shard`: split by slot, each part to the owner of its slot.
 * - `special`: neither; the command has a planner of its own or needs a node named by the caller.
 */
export type RequestPolicy = 'default' | 'all_nodes' | 'all_shards' | 'multi_shard' | 'special'

/**
 * How the replies of several nodes become one (the command tip `response_policy`), and `default`: by the position of
 * the keys for a split command, a record by node address for a command that ran on many nodes. Three words are ours,
 * where the servers have none: `union` joins lists, `sum_fields` adds up records field by field, `one_of` takes one of
 * the replies that are not null, by chance.
 */
export type ResponsePolicy =
  | 'default'
  | 'one_succeeded'
  | 'all_succeeded'
  | 'agg_sum'
  | 'agg_min'
  | 'agg_max'
  | 'agg_logical_and'
  | 'agg_logical_or'
  | 'special'
  | 'union'
  | 'sum_fields'
  | 'one_of'

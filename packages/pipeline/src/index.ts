export { attach } from './attach.js'
export type {
  CallOptions,
  CrossSlot,
  OwnConnection,
  ReadBounds,
  ReadFrom,
  ReadPolicy,
  ReadSession,
} from './call-options.js'
export type { Chain, ExecuteOptions, Form, PipelineErrorDetails, PipelineVerbs, QueueVerbs, Results } from './chain.js'
export type { CommandChain, Commands } from './command-chain.js'
export { attachChain } from './command-queue.js'
export type { Commander, NodeSet } from './commander.js'
export { Engine, type EngineSetup } from './engine.js'
export type { RedirectEvent } from './recovery.js'
export { Emitter } from './events.js'
export type { Emulate, Emulator } from './emulator.js'
export type { Guarantee } from './guarantee.js'
export {
  type PersistenceOptions,
  persistenceOf,
  type ReplicationOptions,
  replicationOf,
} from './guarantee-options.js'
export { type Guaranteeing, guarantees } from './guaranteeing.js'
export type { NodeMerge } from './gather.js'
export { CLUSTER_KEYSPACE, type Keyspace } from './keyspace.js'
export type { Gatherer } from './part.js'
export {
  ANY,
  type Check,
  checkOption,
  checkOptions,
  FLAG,
  FUNCTION,
  isFunction,
  isPositive,
  isRecord,
  isValue,
  MILLISECONDS,
  NOT_NEGATIVE,
  oneOf,
  POSITIVE,
  type Rule,
  type Rules,
  SIGNAL,
  TEXT,
} from './option-rules.js'
export { Pipeline } from './pipeline.js'
export { type Plan, plan, type Planning } from './plan.js'
export { putMethods } from './put-methods.js'
export { retryPolicy } from './retry-policy.js'
export type { Lease, RefreshReason, Router } from './router.js'
export { Runner, type RunnerSetup } from './runner.js'
export { Late } from './late.js'
export { makeScript, type Script, type ScriptOptions } from './script.js'
export type { SplitPart } from './split.js'
export { Transaction } from './transaction.js'
export { type Transactions, transactions } from './transactions.js'
export type { Attempt, Effect, Phase, RetryMode, RetryPolicy, Verdict } from './verdict.js'
export { type BlockResult, watchKeys, type WatchOptions } from './watch.js'

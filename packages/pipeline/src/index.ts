export type { CallOptions, CrossSlot, ReadFrom } from './call-options.js'
export {
  attachChain,
  type Chain,
  type ExecuteOptions,
  Pipeline,
  type PipelineErrorDetails,
  type PipelineVerbs,
  type Results,
} from './chain.js'
export type { Commander, NodeSet } from './commander.js'
export { Engine, type EngineSetup, type RedirectEvent } from './engine.js'
export type { Emulate, Emulator } from './emulator.js'
export type { NodeMerge } from './gather.js'
export type { Gatherer } from './part.js'
export { type Plan, plan } from './plan.js'
export { retryPolicy } from './retry-policy.js'
export type { Lease, Reading, RefreshReason, Router } from './router.js'
export { Runner, type RunnerSetup } from './runner.js'
export type { SplitPart } from './split.js'
export type { Attempt, Effect, Phase, RetryMode, RetryPolicy, Verdict } from './verdict.js'

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
export { Engine, type EngineSetup, type RedirectEvent } from './engine.js'
export type { Gatherer } from './part.js'
export { type Plan, plan } from './plan.js'
export { retryPolicy } from './retry-policy.js'
export type { Reading, RefreshReason, Router } from './router.js'
export { Runner } from './runner.js'
export type { SplitPart } from './split.js'
export type { Attempt, Effect, Phase, RetryMode, RetryPolicy, Verdict } from './verdict.js'

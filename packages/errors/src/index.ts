export { classify, type Fault } from './classify.js'
export {
  ConfigError,
  type Part,
  PartialFailureError,
  PersistenceError,
  ReplicationError,
  ScanUnsettledError,
  SlotNotCoveredError,
  WatchError,
} from './cluster-errors.js'
export {
  AbortError,
  ClosedError,
  ConnectError,
  ConnectionError,
  ConnectionLostError,
  PoolExhaustedError,
  ProtocolError,
  QueueFullError,
  TimeoutError,
} from './connection-errors.js'
export { parseErrorReply } from './parse-error-reply.js'
export { AskError, MovedError, type RedirectTarget } from './redirect.js'
export { type ErrorContext, type Executed, isRedisClusterError, RedisClusterError } from './redis-error.js'
export {
  AuthError,
  ClusterDownError,
  CrossSlotError,
  ExecAbortError,
  LoadingError,
  MasterDownError,
  NoScriptError,
  ReadOnlyError,
  ReplyError,
  TryAgainError,
  UnblockedError,
} from './reply-error.js'

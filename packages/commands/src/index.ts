export type { Key, OneOrMany, Pairs, Value } from './builders/args.js'
// Whoever imports single builders ships only those; `builders` is all of them, as a table of methods.
export * from './builders/index.js'
export { type ScanOptions, type ScanPage, scanPage } from './builders/scan-page.js'
export { builders } from './builders/table.gen.js'
export { blockMs, withBlockMs } from './block-time.js'
export { type Command, command, type Executor } from './command.js'
export * from './flags.js'
export { prefixed, prefixedKey, prefixedPattern } from './key-prefix.js'
export { type CountShape, FIRST, type KeyShape, keyPositions, NONE, type RangeShape } from './key-shapes.js'
export { lookup } from './lookup.js'
export type {
  Builder,
  Builders,
  ByNode,
  Bytes,
  BytesMethods,
  BytesNodeMethods,
  BytesReply,
  Methods,
  NodeMethods,
  OfOneNode,
} from './methods.js'
export type { PlainText } from './plain-text.js'
export type { RequestPolicy, ResponsePolicy } from './policies.js'
export { isScriptCommand, type ScriptCommand, scriptCommand } from './script-command.js'
export { type CommandSpec, type SpecRow, spec } from './spec.js'
export { specFromInfo } from './spec-from-info.js'
export * from './specs.gen.js'

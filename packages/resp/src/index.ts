export { Decoder, type ReplySink } from './decoder.js'
export { DEFAULT_LIMITS, type DecoderLimits } from './limits.js'
export type { Arg, Reply, Request } from './types.js'
export { encode, WriteBuffer } from './write-buffer.js'

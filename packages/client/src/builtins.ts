import type * as crypto from 'node:crypto'
import type * as zlib from 'node:zlib'

// Modules of Node that are loaded when first used: most clients never need them, and each takes milliseconds to load.

export const nodeCrypto = (): typeof crypto => process.getBuiltinModule('node:crypto')
export const nodeZlib = (): typeof zlib => process.getBuiltinModule('node:zlib')

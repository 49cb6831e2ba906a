// Modules of Node that are loaded when first used: most clients never need them, and each takes milliseconds to load.

export const nodeCrypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')
export const nodeZlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib')

export * from './hashes.js'
export * from './strings.js'

export { type Copied, type CopyKeyOptions, copyKey } from './copy-key.js'
export { emulationOf } from './emulation-of.js'
export type { Emulation, Surroundings } from './surroundings.js'

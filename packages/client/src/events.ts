export { Emitter } from '@rc/pipeline'

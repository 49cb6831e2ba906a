export type { CommandChain, Commands } from '@rc/pipeline'

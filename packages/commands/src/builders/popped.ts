import type { Reply } from '@rc/resp'
import { toList } from '../replies.js'
import type { OptionTable } from './options.js'

/** What LMPOP and BLMPOP took, and from which key. */
export interface PoppedElements {
  key: string
  elements: string[]
}

/** Options of LMPOP, BLMPOP, ZMPOP and BZMPOP. */
export interface MpopOptions {
  /** Take up to so many; 1 without it. */
  count?: number
}

export const MPOP_OPTIONS: OptionTable<MpopOptions> = { tokens: { count: 'value' } }

export function toPopped(reply: Reply): PoppedElements | null {
  if (reply === null) return null
  const [key, elements] = toList(reply)
  return { key: key as string, elements: elements as string[] }
}

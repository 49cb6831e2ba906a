import { crashes } from './crashes.js'
import { cuts } from './cuts.js'
import { moves } from './moves.js'
import type { Row } from './row.js'
import { silences } from './silences.js'

export const ROWS: readonly Row[] = [...crashes, ...silences, ...moves, ...cuts].sort((a, b) => a.number - b.number)

import { crashes } from './crashes.js'
import { cuts } from './cuts.js'
import { lines } from './lines.js'
import { moves } from './moves.js'
import { partitions } from './partitions.js'
import type { Row } from './row.js'
import { silences } from './silences.js'
import { troubles } from './troubles.js'

export const ROWS: readonly Row[] = [
  ...crashes,
  ...silences,
  ...moves,
  ...cuts,
  ...lines,
  ...troubles,
  ...partitions,
].sort((a, b) => a.number - b.number)

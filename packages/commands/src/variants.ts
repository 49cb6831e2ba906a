import { IDEMPOTENT } from './flags.js'
import type { CommandSpec } from './spec.js'
import { SET, ZADD } from './specs.gen.js'

// Commands that options make into something else: rows that the server's table cannot tell apart.

const notIdempotent = (row: CommandSpec): CommandSpec => ({ ...row, flags: row.flags & ~IDEMPOTENT })

/** SET with NX, XX, GET or IFEQ: the answer of a second run is not that of the first. */
export const SET_CONDITIONAL = /* @__PURE__ */ notIdempotent(SET)
/** ZADD with INCR: adds to a score. */
export const ZADD_INCR = /* @__PURE__ */ notIdempotent(ZADD)

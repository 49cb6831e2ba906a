import { BINARY, BLOCKING, IDEMPOTENT } from './flags.js'
import type { CommandSpec } from './spec.js'
import { SET, VEMB, XREAD, XREADGROUP, ZADD } from './specs.gen.js'

// Commands that options make into something else: rows that the server's table cannot tell apart.

const without = (row: CommandSpec, flag: number): CommandSpec => ({ ...row, flags: row.flags & ~flag })

const also = (row: CommandSpec, flag: number): CommandSpec => ({ ...row, flags: row.flags | flag })

/** SET with NX, XX, GET or IFEQ: the answer of a second run is not that of the first. */
export const SET_CONDITIONAL = /* @__PURE__ */ without(SET, IDEMPOTENT)
/** ZADD with INCR: adds to a score. */
export const ZADD_INCR = /* @__PURE__ */ without(ZADD, IDEMPOTENT)
/** XREAD without BLOCK: answers at once, so it needs no connection of its own. */
export const XREAD_NOW = /* @__PURE__ */ without(XREAD, BLOCKING)
/** XREADGROUP without BLOCK: answers at once, so it needs no connection of its own. */
export const XREADGROUP_NOW = /* @__PURE__ */ without(XREADGROUP, BLOCKING)
/** VEMB with RAW: the vector as it lies in the server's memory. */
export const VEMB_RAW = /* @__PURE__ */ also(VEMB, BINARY)

import type { CommandSpec } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { bitop } from './bitop.js'
import { msetex, msetnx } from './conditional-strings.js'
import { pfcount, pfmerge } from './hyperloglog.js'
import { blmove, brpoplpush, lmove, rpoplpush } from './lists.js'
import type { EMULATED } from './names.js'
import { copyCommand, rename, renamenx } from './rename.js'
import { setAlgebra, setAlgebraStore, sintercard } from './sets.js'
import { smove } from './smove.js'
import { sortedSetAlgebra, sortedSetAlgebraStore, zintercard } from './sorted-sets.js'
import { Steps } from './steps.js'
import { storeBeside } from './store-beside.js'
import type { Emulation } from './surroundings.js'
import { sameKey } from './words.js'

const BODIES: Readonly<Record<(typeof EMULATED)[number], (steps: Steps) => Promise<Reply>>> = {
  RENAME: rename,
  RENAMENX: renamenx,
  COPY: copyCommand,
  LMOVE: lmove,
  BLMOVE: blmove,
  RPOPLPUSH: rpoplpush,
  BRPOPLPUSH: brpoplpush,
  SMOVE: smove,
  SDIFF: /* @__PURE__ */ setAlgebra('diff'),
  SINTER: /* @__PURE__ */ setAlgebra('inter'),
  SUNION: /* @__PURE__ */ setAlgebra('union'),
  SINTERCARD: sintercard,
  SDIFFSTORE: /* @__PURE__ */ setAlgebraStore('diff'),
  SINTERSTORE: /* @__PURE__ */ setAlgebraStore('inter'),
  SUNIONSTORE: /* @__PURE__ */ setAlgebraStore('union'),
  ZDIFF: /* @__PURE__ */ sortedSetAlgebra('diff'),
  ZINTER: /* @__PURE__ */ sortedSetAlgebra('inter'),
  ZUNION: /* @__PURE__ */ sortedSetAlgebra('union'),
  ZINTERCARD: zintercard,
  ZDIFFSTORE: /* @__PURE__ */ sortedSetAlgebraStore('diff'),
  ZINTERSTORE: /* @__PURE__ */ sortedSetAlgebraStore('inter'),
  ZUNIONSTORE: /* @__PURE__ */ sortedSetAlgebraStore('union'),
  ZRANGESTORE: /* @__PURE__ */ storeBeside(1),
  GEOSEARCHSTORE: /* @__PURE__ */ storeBeside(1),
  GEORADIUS: /* @__PURE__ */ storeBeside(0),
  GEORADIUSBYMEMBER: /* @__PURE__ */ storeBeside(0),
  SORT: /* @__PURE__ */ storeBeside(0),
  PFCOUNT: pfcount,
  PFMERGE: pfmerge,
  BITOP: bitop,
  MSETNX: msetnx,
  MSETEX: msetex,
}

/**
 * How a command is done step by step, over keys that live in different slots or on different servers; undefined where it
 * cannot be. What it answers is what the server would; that it happens at once is lost. Keys that are all the same are
 * left to the server.
 *
 * @example
 * const emulation = emulationOf(command.spec)
 * const reply = await emulation?.(command, { steps: executor, beside: key => siblingKey(key, `:${randomUUID()}`) })
 */
export function emulationOf(spec: CommandSpec): Emulation | undefined {
  const body = Object.hasOwn(BODIES, spec.name) ? BODIES[spec.name as keyof typeof BODIES] : undefined
  if (body === undefined) return undefined
  return async (command, how) => {
    const executor = how.steps
    const steps = new Steps(command, { reads: executor, writes: executor, beside: key => how.beside(key) })
    const [first = 0, ...others] = steps.positions.map(at => command.args[at] as Arg)
    if (others.every(key => sameKey(key, first))) return executor.run<Reply>({ ...command, read: undefined })
    try {
      return await body(steps)
    } catch (error) {
      throw steps.explain(error)
    } finally {
      steps.tidy()
    }
  }
}

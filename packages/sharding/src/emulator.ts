import { isEmulated } from '@rc/emulate/names'
import { ConfigError } from '@rc/errors'
import { type Emulator, type Keyspace, Late } from '@rc/pipeline'
import { besideKey } from './beside.js'
import type { TagMode } from './tags.js'

const emulations = /* @__PURE__ */ new Late(() => import('@rc/emulate'))

/** Runs commands over several nodes in steps. How is loaded when the first of them runs. */
export const shardEmulator = (keyspace: Keyspace, mode: TagMode): Emulator => ({
  find(spec) {
    if (!isEmulated(spec.name)) return undefined
    return async (command, steps) => {
      const { emulationOf } = await emulations.load()
      const emulation = emulationOf(spec)
      if (emulation === undefined) throw new ConfigError(`${spec.name} cannot be emulated.`, { command: spec.name })
      const { randomUUID } = process.getBuiltinModule('node:crypto')
      return emulation(command, { steps, beside: key => besideKey(key, randomUUID(), { keyspace, mode }) })
    }
  },
})

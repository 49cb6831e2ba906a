import { isEmulated } from '@rc/emulate/names'
import { ConfigError } from '@rc/errors'
import { type Emulator, Late } from '@rc/pipeline'
import { siblingKey } from '@rc/slots'
import { nodeCrypto } from './builtins.js'

const emulations = /* @__PURE__ */ new Late(() => import('@rc/emulate'))

/**
 * Runs commands over several slots in steps; see `crossSlot: 'emulate'`. How is loaded when the first of them runs: most
 * clients never need it. A temporary key lives in the slot of one of the command's own keys, under a name that no other
 * client uses.
 */
export const emulator: Emulator = {
  find(spec) {
    if (!isEmulated(spec.name)) return undefined
    return async (command, steps) => {
      const { emulationOf } = await emulations.load()
      const emulation = emulationOf(spec)
      if (emulation === undefined) throw new ConfigError(`${spec.name} cannot be emulated.`, { command: spec.name })
      return emulation(command, { steps, beside: key => siblingKey(key, `:rc:${nodeCrypto().randomUUID()}`) })
    }
  },
}

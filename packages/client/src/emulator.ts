import { emulationOf } from '@rc/emulate'
import type { Emulator } from '@rc/pipeline'
import { siblingKey } from '@rc/slots'
import { randomUUID } from 'node:crypto'

/**
 * Runs commands over several slots in steps; see `crossSlot: 'emulate'`. A temporary key that one needs lives in the
 * slot of one of the command's own keys, under a name that no other client uses.
 */
export const emulator: Emulator = {
  find(spec) {
    const emulation = emulationOf(spec)
    return (
      emulation &&
      ((command, steps) => emulation(command, { steps, beside: key => siblingKey(key, `:rc:${randomUUID()}`) }))
    )
  },
}

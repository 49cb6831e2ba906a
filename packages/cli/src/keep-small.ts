import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of values, alive or not, from which on it pays to look which are. */
const MOST_BYTES = 16 * 2 ** 20
const LOOK_MS = 20
/** The long way takes some milliseconds: it is gone as often at most. */
const WHOLE_MS = 200

type Collect = (how?: { readonly type: 'minor' }) => void

/**
 * Keeps the memory of this program small. Left to itself, the runtime collects the bytes of values that were copied long
 * ago only when there are some 64 MB of them, and lets its heap grow to several times of what is in use.
 */
export function keepSmall(): void {
  setFlagsFromString('--heap-growing-percent=30')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  let wholeAt = 0
  const look = (): void => {
    if (process.memoryUsage().arrayBuffers < MOST_BYTES) return
    collect({ type: 'minor' })
    const now = performance.now()
    if (process.memoryUsage().arrayBuffers < MOST_BYTES || now < wholeAt + WHOLE_MS) return
    wholeAt = now
    collect()
  }
  setInterval(look, LOOK_MS).unref()
}

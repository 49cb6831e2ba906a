import { EXIT, type ExitCode, type Io, pause } from '../io.js'
import { type ConnectOptions, openCluster } from '../store/open.js'
import { parsePlace } from '../store/place.js'
import { painter } from '../text/paint.js'
import { look } from './look.js'
import { printFacts } from './print-facts.js'

/** Options of `rc info`. */
export interface InfoOptions extends ConnectOptions {
  /** Seconds between two looks; true for two. */
  readonly watch?: number | true | undefined
  readonly json?: boolean | undefined
}

const CLEAR = '\u001b[H\u001b[J'

/** `rc info CLUSTER` */
export async function info(place: string, options: InfoOptions, io: Io): Promise<ExitCode> {
  const client = await openCluster(parsePlace(place, io.env), options)
  const paint = painter(io)
  const everyMs = options.watch === undefined ? undefined : (options.watch === true ? 2 : options.watch) * 1000
  const clears = everyMs !== undefined && io.stdout.isTTY === true
  try {
    for (;;) {
      const facts = await look(client)
      const indent = everyMs === undefined ? 2 : 0
      const text = options.json === true ? `${JSON.stringify(facts, null, indent)}\n` : printFacts(facts, paint)
      io.stdout.write((clears ? CLEAR : '') + text)
      if (everyMs === undefined) return EXIT.done
      await pause(everyMs, io.signal)
      if (io.signal.aborted) return EXIT.done
    }
  } finally {
    client.destroy()
  }
}

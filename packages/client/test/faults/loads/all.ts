import { channels } from './channels.js'
import { counters } from './counters.js'
import type { Load, LoadName } from './load.js'
import { oracle, pipelines } from './oracle.js'
import { queue, transfers } from './queues.js'
import { big, reads } from './reads.js'

export const LOADS: Readonly<Record<LoadName, Load>> = {
  W1: oracle,
  W2: counters,
  W3: reads,
  W4: pipelines,
  W5: transfers,
  W6: queue,
  W7: channels,
  W8: big,
}

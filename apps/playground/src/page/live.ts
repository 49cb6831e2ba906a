import { signal } from '@preact/signals'
import type { LogEntry, Snapshot } from '../shared/protocol.js'

/** The latest picture of the cluster; undefined until the first one came. */
export const snapshot = signal<Snapshot | undefined>(undefined)
/** What happened, the latest last. */
export const log = signal<readonly LogEntry[]>([])
/** Whether this page hears of the cluster: `ended` where the playground said goodbye. */
export const line = signal<'opening' | 'open' | 'lost' | 'ended'>('opening')

const KEPT = 200

/** Follows the cluster from here on. */
export function follow(): void {
  const source = new EventSource('api/events')
  source.addEventListener('open', () => {
    line.value = 'open'
  })
  source.addEventListener('error', () => {
    if (line.value !== 'ended') line.value = 'lost'
  })
  source.addEventListener('end', () => {
    line.value = 'ended'
  })
  source.addEventListener('snapshot', event => take(JSON.parse(event.data) as Snapshot))
  source.addEventListener('log', event => write(JSON.parse(event.data) as LogEntry))
}

function take(next: Snapshot): void {
  // Started anew: this page's token is of the run before.
  if (snapshot.value !== undefined && snapshot.value.run !== next.run) location.reload()
  snapshot.value = next
}

/** A line that is there already has only got another count. After a break of the line, all are sent again. */
function write(entry: LogEntry): void {
  const others = log.value.filter(({ id }) => id !== entry.id)
  log.value = [...others, entry].sort((a, b) => a.id - b.id).slice(-KEPT)
}

import type { Snapshot } from '../shared/protocol.js'
import { line, snapshot } from './live.js'

/** What this is, which cluster it shows, and whether the client is connected. */
export function Header() {
  const current = snapshot.value
  return (
    <header>
      <h1>
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 5a11 11 0 0 1 9.500 16.500" style={{ '--hue': '258' }} />
          <path d="M24 24a11 11 0 0 1-16 0" style={{ '--hue': '178' }} />
          <path d="M6.500 21.500A11 11 0 0 1 13 5.400" style={{ '--hue': '58' }} />
        </svg>
        Redis Cluster playground
      </h1>
      {current !== undefined && (
        <p class="facts">
          <span class={`kind ${current.cluster.kind}`}>{KINDS[current.cluster.kind]}</span>
          <span>{current.cluster.server}</span>
          <ClientStatus current={current} />
        </p>
      )}
    </header>
  )
}

const KINDS = { local: 'local', simulated: 'simulated', existing: 'existing' } as const satisfies Record<
  Snapshot['cluster']['kind'],
  string
>

function ClientStatus({ current }: { current: Snapshot }) {
  const alive = line.value === 'open'
  const status = alive ? current.client.status : 'no connection to the playground'
  return (
    <span class="status" role="status">
      <i class={`dot ${alive && status === 'ready' ? 'good' : 'bad'}`} />
      client {status}
    </span>
  )
}

import type { Snapshot } from '../shared/protocol.js'
import { activity } from './activity.js'
import { grouped } from './format.js'
import { line } from './live.js'

type State = 'connecting' | 'connected' | 'reconnecting' | 'sending' | 'handling' | 'closed'

/** The states of the client, and the one that it is in. */
export function StateDiagram({ current }: { current: Snapshot }) {
  const nodes = current.shards.flatMap(shard => shard.nodes)
  const lost = nodes.filter(({ connection, role }) => role !== undefined && connection === 'lost').length
  const { waiting, answered, failed, redirects } = current.client
  const connected = nodes.filter(({ connection }) => connection === 'connected').length
  const active = statesOf(current, lost > 0)
  const box = (state: State, text: string, [x, y, width]: readonly [number, number, number]) => (
    <g class={active.has(state) ? `state on ${state}` : 'state'}>
      <rect x={x} y={y} width={width} height="30" rx="8" />
      <text x={x + width / 2} y={y + 19.5}>
        {text}
      </text>
    </g>
  )
  return (
    <section class="client" aria-labelledby="client-title">
      <div class="title">
        <h2 id="client-title">State of the client</h2>
        <span>
          {lost > 0 ? `${lost} of ${nodes.length} nodes lost` : `${connected} of ${nodes.length} nodes connected`}
        </span>
      </div>
      <svg class="diagram" viewBox="0 0 400 138" role="img" aria-label={`The client is ${[...active].join(' and ')}`}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 .500L8 4L0 7.500Z" />
          </marker>
        </defs>
        <circle class="start" cx="8" cy="25" r="5" />
        <path d="M15 25H28" />
        <path d="M116 25H148" />
        <path d="M236 19H270" />
        <path d="M272 32H238" />
        <path d="M214 41C222 64 252 70 262 92" />
        <path d="M216 108H186" />
        <path d="M122 92C132 70 160 64 168 41" />
        {box('connecting', NAMES.connecting, [30, 10, 86])}
        {box('connected', NAMES.connected, [150, 10, 86])}
        {box('reconnecting', NAMES.reconnecting, [272, 10, 116])}
        {box('sending', NAMES.sending, [218, 93, 140])}
        {box('handling', NAMES.handling, [40, 93, 144])}
      </svg>
      <dl class="counts">
        <Count name="waiting" value={waiting} />
        <Count name="answered" value={answered} />
        <Count name="failed" value={failed} />
        <Count name="redirects" value={redirects} />
      </dl>
    </section>
  )
}

const NAMES = {
  connecting: 'Connecting',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  sending: 'Sending commands',
  handling: 'Handling responses',
  closed: 'Closed',
} as const satisfies Record<State, string>

function statesOf({ client: { status } }: Snapshot, someLost: boolean): Set<State> {
  if (line.value === 'ended' || status === 'closing' || status === 'closed') return new Set(['closed'])
  if (status === 'idle' || status === 'connecting') return new Set(['connecting'])
  const doing = ({ none: 'connected', sending: 'sending', handling: 'handling' } as const)[activity.value]
  return new Set(someLost ? [doing, 'reconnecting'] : [doing])
}

const Count = ({ name, value }: { name: string; value: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{grouped(value)}</dd>
  </div>
)

import { useRef } from 'preact/hooks'
import type { ShardView, Snapshot } from '../shared/protocol.js'
import { act } from './api.js'
import { attempt } from './commands.js'
import { grouped, rangesText, rangeText } from './format.js'
import { hueOf } from './hues.js'
import { MoveDialog } from './move-dialog.js'
import { NodeRow } from './node-row.js'

/** A shard: its slots, its nodes, and what can be done to it. */
export function ShardCard({ shard, current }: { shard: ShardView; current: Snapshot }) {
  const { hasControls } = current.cluster
  const busy = current.action !== undefined
  return (
    <article class="shard" style={hueOf(shard.number)} aria-labelledby={`shard-${shard.number}`}>
      <div class="title">
        <h3 id={`shard-${shard.number}`}>Shard {shard.number}</h3>
        <span>{grouped(shard.slots)} slots</span>
        {hasControls && <ShardActions shard={shard} current={current} />}
      </div>
      <p class="ranges" title={shard.ranges.map(rangeText).join(', ')}>
        {rangesText(shard.ranges, 3)}
      </p>
      <ul class="nodes">
        {shard.nodes.map(node => (
          <NodeRow key={node.name} node={node} hasControls={hasControls} busy={busy} />
        ))}
      </ul>
    </article>
  )
}

function ShardActions({ shard, current }: { shard: ShardView; current: Snapshot }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const busy = current.action !== undefined
  const canFailOver = shard.nodes.some(node => node.role === 'replica' && node.process === 'running')
  return (
    <div class="do">
      <button
        type="button"
        class="plain"
        disabled={busy || !canFailOver}
        aria-label={`Fail over shard ${shard.number}`}
        title={canFailOver ? 'The replica takes over' : 'No replica runs that could take over'}
        onClick={() => void attempt(() => act({ action: 'failover', shard: shard.number }))}
      >
        Fail over
      </button>
      <button
        type="button"
        class="plain"
        disabled={busy || shard.slots === 0}
        aria-label={`Move slots of shard ${shard.number}`}
        onClick={() => dialog.current?.showModal()}
      >
        Move slots
      </button>
      <MoveDialog dialog={dialog} shard={shard} others={current.shards.filter(other => other !== shard)} />
    </div>
  )
}

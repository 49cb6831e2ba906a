import type { CommandResult, Placement } from '../shared/protocol.js'
import type { Entry } from './commands.js'
import { duration } from './format.js'
import { hueOf } from './hues.js'
import { snapshot } from './live.js'
import { Reply } from './reply.js'

const SLOTS_SHOWN = 6

/** A command and what came of it: the reply, and the way that it took. */
export function EntryView({ entry }: { entry: Entry }) {
  const { line, node, result, problem } = entry
  return (
    <div class="entry">
      <p class="line">
        <span aria-hidden="true">›</span> {line}
        {node !== undefined && <em> at {node}</em>}
      </p>
      {problem !== undefined && <p class="problem">{problem}</p>}
      {result === undefined && problem === undefined && <p class="way">sent …</p>}
      {result !== undefined && <Result result={result} />}
    </div>
  )
}

function Result({ result }: { result: CommandResult }) {
  if ('refused' in result) return <p class="problem">{result.refused}</p>
  return (
    <>
      <Reply reply={result.reply} />
      <Way placement={result.placement} milliseconds={result.milliseconds} />
    </>
  )
}

function Way({ placement: { slots, nodes, redirects }, milliseconds }: { placement: Placement; milliseconds: number }) {
  return (
    <p class="way">
      <span>{slots.length === 0 ? 'no key' : slotsText(slots.map(({ slot }) => slot))}</span>
      {nodes.map(node => (
        <NodeName key={node} node={node} />
      ))}
      {redirects.map(({ kind, from, to }, i) => (
        <span key={i} class="redirect">
          {kind} from {from} to {to}
        </span>
      ))}
      <span class="time">{duration(milliseconds)}</span>
    </p>
  )
}

function NodeName({ node }: { node: string }) {
  const shard = snapshot.value?.shards.find(({ nodes }) => nodes.some(({ name }) => name === node))
  return (
    <span class="at" style={shard && hueOf(shard.number)}>
      <i class="shard-dot" />
      {node}
    </span>
  )
}

function slotsText(slots: readonly number[]): string {
  if (slots.length === 1) return `slot ${slots[0]}`
  const rest = slots.length - SLOTS_SHOWN
  return `slots ${slots.slice(0, SLOTS_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

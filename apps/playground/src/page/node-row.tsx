import type { ActionRequest, NodeView } from '../shared/protocol.js'
import { act } from './api.js'
import { attempt } from './commands.js'
import { grouped } from './format.js'

/** A node: where it is, what it is, how it is, and what can be done to it. */
export function NodeRow({ node, hasControls, busy }: { node: NodeView; hasControls: boolean; busy: boolean }) {
  const state = stateOf(node)
  return (
    <li class={node.process === 'stopped' ? 'node gone' : 'node'}>
      <div>
        <strong class="address">{node.name}</strong>
        {node.role !== undefined && <span class={`role ${node.role}`}>{node.role}</span>}
        <span class="keys">{node.keys === null ? '' : `${grouped(node.keys)} keys`}</span>
      </div>
      <div>
        <span class={`state ${state.tone}`}>
          <i class={`dot ${state.tone}`} />
          {state.text}
        </span>
        {node.id !== undefined && (
          <span class="id" title={`Node id ${node.id}`}>
            {node.id.slice(0, 8)}
          </span>
        )}
        {hasControls && <NodeActions node={node} busy={busy} />}
      </div>
    </li>
  )
}

function NodeActions({ node, busy }: { node: NodeView; busy: boolean }) {
  const button = (action: Extract<ActionRequest, { node: string }>['action'], text: string) => (
    <button
      type="button"
      class="plain"
      disabled={busy}
      aria-label={`${text} ${node.name}`}
      onClick={() => void attempt(() => act({ action, node: node.name }))}
    >
      {text}
    </button>
  )
  switch (node.process) {
    case 'running':
      return (
        <span class="do">
          {button('pause', 'Pause')}
          {button('kill', 'Kill')}
        </span>
      )
    case 'paused':
      return (
        <span class="do">
          {button('resume', 'Resume')}
          {button('kill', 'Kill')}
        </span>
      )
    case 'stopped':
      return <span class="do">{button('restart', 'Start again')}</span>
    case undefined:
      return null
  }
}

/** How a node is, as the client sees it; of our own servers we know why. */
function stateOf({ connection, process, role }: NodeView): { text: string; tone: 'good' | 'idle' | 'bad' } {
  if (process === 'stopped') return { text: 'stopped', tone: 'bad' }
  if (process === 'paused')
    return { text: connection === 'connected' ? 'paused' : 'paused, connection lost', tone: 'bad' }
  if (role === undefined) return { text: 'not on the map yet', tone: 'idle' }
  switch (connection) {
    case 'connected':
      return { text: 'connected', tone: 'good' }
    case 'lost':
      return { text: 'connection lost', tone: 'bad' }
    case 'none':
      return { text: 'not connected', tone: 'idle' }
  }
}

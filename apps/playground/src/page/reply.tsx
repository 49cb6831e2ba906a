import type { ErrorView, ReplyView } from '../shared/protocol.js'
import { grouped } from './format.js'

/** A reply with its type. */
export function Reply({ reply }: { reply: ReplyView }) {
  if (reply.type === 'error') return <Failure error={reply} />
  return (
    <div class="reply">
      <span class="type">{typeText(reply)}</span>
      <Value value={reply} />
    </div>
  )
}

function typeText(reply: Exclude<ReplyView, ErrorView>): string {
  switch (reply.type) {
    case 'list':
      return `list of ${grouped(reply.length)}`
    case 'map':
      return `map of ${grouped(reply.length)}`
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return reply.type
  }
}

function Value({ value }: { value: ReplyView }) {
  switch (value.type) {
    case 'string':
      return <Text text={value.text} length={value.length} />
    case 'number':
    case 'boolean':
      return <code class={value.type}>{value.text}</code>
    case 'null':
      return <code class="null">null</code>
    case 'list':
      return <List items={value.items} length={value.length} />
    case 'map':
      return <Entries entries={value.entries} length={value.length} />
    case 'error':
      return <Failure error={value} />
  }
}

/** Lines stand as lines: INFO and its like are texts for people. */
function Text({ text, length }: { text: string; length: number }) {
  const rest = length - text.length
  const hasLines = text.includes('\n')
  return (
    <code class={hasLines ? 'string lines' : 'string'}>
      {hasLines ? text.trimEnd() : JSON.stringify(text)}
      {rest > 0 && <em> … {grouped(rest)} characters more</em>}
    </code>
  )
}

function List({ items, length }: { items: readonly ReplyView[]; length: number }) {
  if (length === 0) return <code class="null">empty</code>
  return (
    <ol class="list">
      {items.map((item, i) => (
        <li key={i}>
          <Value value={item} />
        </li>
      ))}
      <Rest count={length - items.length} />
    </ol>
  )
}

function Entries({ entries, length }: { entries: readonly (readonly [ReplyView, ReplyView])[]; length: number }) {
  if (length === 0) return <code class="null">empty</code>
  return (
    <dl class="map">
      {entries.map(([key, value], i) => (
        <div key={i}>
          <dt>
            <Value value={key} />
          </dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
      <Rest count={length - entries.length} />
    </dl>
  )
}

const Rest = ({ count }: { count: number }) => (count > 0 ? <p class="rest">… {grouped(count)} more</p> : null)

const EXECUTED = {
  no: 'did not run',
  maybe: 'may have run',
  yes: 'ran',
} as const satisfies Record<ErrorView['executed'], string>

function Failure({ error }: { error: ErrorView }) {
  const { name, code, executed, message, parts } = error
  return (
    <div class="failure">
      <p>
        <strong>{name}</strong>
        <code>{code}</code>
        <span>
          executed: <b>{executed}</b> ({EXECUTED[executed]})
        </span>
      </p>
      <p>{message}</p>
      {parts.length > 0 && (
        <ul>
          {parts.map(({ node, keys, reply }, i) => (
            <li key={i}>
              <span class="part">
                {node ?? 'nowhere'}
                {keys.length > 0 && `, key ${keys.map(key => key + 1).join(', ')}`}
              </span>
              <Value value={reply} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

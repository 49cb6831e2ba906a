import { useEffect, useRef } from 'preact/hooks'
import { CommandInput } from './command-input.js'
import { EntryView } from './entry-view.js'
import { entries, run } from './commands.js'

const EXAMPLES = [
  ['SET name Alice', 'a string'],
  ['GET name', 'read it back'],
  ['SET name Bob NX', 'null: the key is there already'],
  ['MSET key1 a key2 b key3 c', 'split by slot, one OK'],
  ['MGET key1 key2 key3', 'put together in the order of the keys'],
  ['HSET user:1 name Alice age 30', 'a hash'],
  ['HGETALL user:1', 'a map'],
  ['DBSIZE', 'the sum of all primaries'],
  ['CLUSTER KEYSLOT {user:1}:cart', 'a hash tag decides the slot'],
  ['LPUSH name x', 'an error of the server'],
  ['SDIFF key1 key2', 'an error of the client: two slots'],
] as const

/** Commands that run through the client, and what comes of them. */
export function CommandBox() {
  const output = useRef<HTMLDivElement>(null)
  const shown = entries.value
  useEffect(() => {
    // Of a reply that is longer than the box, the beginning.
    const latest = output.current?.lastElementChild as HTMLElement | null | undefined
    output.current?.scrollTo({ top: latest?.offsetTop ?? 0 })
  }, [shown])
  return (
    <section class="commands" aria-labelledby="commands-title">
      <h2 id="commands-title">Commands</h2>
      <div class="examples" role="group" aria-label="Examples">
        {EXAMPLES.map(([line, what]) => (
          <button key={line} type="button" title={what} onClick={() => void run(line)}>
            {line}
          </button>
        ))}
      </div>
      <div class="output" ref={output} role="log" aria-label="Replies" tabIndex={0}>
        {shown.length === 0 && (
          <p class="empty">
            Click an example, or type a command below. It runs through the client, which finds the node by the key's
            slot.
          </p>
        )}
        {shown.map(entry => (
          <EntryView key={entry.id} entry={entry} />
        ))}
      </div>
      <CommandInput />
    </section>
  )
}

import { useEffect, useRef } from 'preact/hooks'
import { clock } from './format.js'
import { log } from './live.js'

/** What happened, the latest on top. */
export function EventLog() {
  const list = useRef<HTMLDivElement>(null)
  const entries = log.value
  useEffect(() => {
    list.current?.scrollTo({ top: 0 })
  }, [entries])
  return (
    <section class="events" aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      <div class="scroll" ref={list} tabIndex={0} role="log" aria-label="Events, the latest first">
        <ol>
          {entries.toReversed().map(({ id, at, kind, text, count }) => (
            <li key={id} data-kind={kind}>
              <time>{clock(at)}</time>
              <span>
                {text}
                {count > 1 && <b> × {count}</b>}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

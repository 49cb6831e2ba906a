import type { RefObject } from 'preact'
import type { ShardView } from '../shared/protocol.js'
import { act } from './api.js'
import { attempt } from './commands.js'
import { grouped } from './format.js'

const SUGGESTED = 500

/** Asks how many slots of a shard should go where. */
export function MoveDialog({
  dialog,
  shard,
  others,
}: {
  dialog: RefObject<HTMLDialogElement | null>
  shard: ShardView
  others: readonly ShardView[]
}) {
  const move = (event: SubmitEvent): void => {
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const request = { from: shard.number, to: Number(form.get('to')), count: Number(form.get('count')) }
    void attempt(() => act({ action: 'move', ...request }))
  }
  return (
    <dialog ref={dialog} aria-labelledby={`move-${shard.number}`}>
      <form method="dialog" onSubmit={move}>
        <h3 id={`move-${shard.number}`}>Move slots of shard {shard.number}</h3>
        <p>The last slots of the shard move with their keys, a few at a time, while the client goes on.</p>
        <label>
          How many
          <input
            name="count"
            type="number"
            min="1"
            max={shard.slots}
            defaultValue={String(Math.min(SUGGESTED, shard.slots))}
            required
          />
        </label>
        <label>
          Where to
          <select name="to">
            {others.map(({ number, primary, slots }) => (
              <option key={number} value={number}>
                Shard {number}: {primary}, {grouped(slots)} slots
              </option>
            ))}
          </select>
        </label>
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="primary">
            Move
          </button>
        </div>
      </form>
    </dialog>
  )
}

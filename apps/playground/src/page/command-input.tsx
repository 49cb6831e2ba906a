import { useSignal } from '@preact/signals'
import { splitWords } from '../shared/words.js'
import { chosenNode, run } from './commands.js'
import { History } from './history.js'
import { snapshot } from './live.js'

const history = new History()

/** Where a command is typed, and where it should go. */
export function CommandInput() {
  const text = useSignal('')
  const split = splitWords(text.value)
  const problem = 'problem' in split ? split.problem : undefined

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const line = text.value.trim()
    if (line === '') return
    history.add(line)
    text.value = ''
    void run(line)
  }
  const recall = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') text.value = history.back(text.value)
    else if (event.key === 'ArrowDown') text.value = history.forward(text.value)
    else if (event.key === 'Escape') text.value = ''
    else return
    event.preventDefault()
  }

  return (
    <form class="prompt" onSubmit={submit}>
      <label class="hidden" for="command">
        Command
      </label>
      <span aria-hidden="true">›</span>
      <input
        id="command"
        ref={focusAtFirst}
        value={text.value}
        placeholder="SET greeting 'hello, world'"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby="command-hint"
        onInput={event => (text.value = event.currentTarget.value)}
        onKeyDown={recall}
      />
      <NodeChoice />
      <button type="submit" class="primary">
        Run
      </button>
      <p id="command-hint" class={problem === undefined ? 'hint' : 'hint bad'}>
        {problem ?? '↑ and ↓ bring back earlier lines, Esc empties this one. Quotes work as in redis-cli.'}
      </p>
    </form>
  )
}

function NodeChoice() {
  const nodes = (snapshot.value?.shards ?? []).flatMap(shard => shard.nodes.filter(({ role }) => role !== undefined))
  const chosen = nodes.some(({ name }) => name === chosenNode.value) ? chosenNode.value : undefined
  if (chosen !== chosenNode.value) chosenNode.value = chosen
  return (
    <select
      aria-label="Where to send it"
      value={chosen ?? ''}
      onChange={event => (chosenNode.value = event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    >
      <option value="">routed by the client</option>
      {nodes.map(({ name, role }) => (
        <option key={name} value={name}>
          {name} ({role})
        </option>
      ))}
    </select>
  )
}

let focused = false

/** Ready to type into, but without scrolling there, nor calling up a keyboard that covers half of a small screen. */
function focusAtFirst(input: HTMLInputElement | null): void {
  if (input === null || focused || matchMedia('(pointer: coarse)').matches) return
  focused = true
  input.focus({ preventScroll: true })
}

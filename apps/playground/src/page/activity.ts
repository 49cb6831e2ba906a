import { effect, signal } from '@preact/signals'
import { snapshot } from './live.js'

/** What the client does with a command. A command takes less than a blink: each state is shown for a moment. */
export type Activity = 'none' | 'sending' | 'handling'

export const activity = signal<Activity>('none')

const SHOWN_MS = 450
/** Commands that have ended; undefined before the first snapshot, whose count is no news. */
let ended: number | undefined
let timer: number | undefined

effect(() => {
  const client = snapshot.value?.client
  if (client === undefined) return
  const now = client.answered + client.failed
  const news = ended !== undefined && now > ended
  ended = now
  if (news) play()
  else if (timer === undefined) activity.value = client.waiting > 0 ? 'sending' : 'none'
})

/** Goes through the states of a command. */
function play(): void {
  clearTimeout(timer)
  activity.value = 'sending'
  timer = setTimeout(() => {
    activity.value = 'handling'
    timer = setTimeout(() => {
      timer = undefined
      activity.value = 'none'
    }, SHOWN_MS)
  }, SHOWN_MS)
}

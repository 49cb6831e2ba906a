import { ownCopy } from './form.js'
import type { Form, Message } from './messages.js'

/** Takes a message that stands as text. */
export type Ear = (message: Message) => unknown

/** One who hears messages, and what they belong to. */
export interface Hearer<E> {
  /** What may be called with messages that are text, instead of `message`, while `routes` do not change. May throw. */
  readonly ear: Ear | undefined
  /** A message came; text or bytes, as its connection is read. Nobody else gets the same object. */
  message(message: Message<Form>, entry: E): void
  /** The ear has thrown. */
  threw(error: unknown): void
  /** The ear has returned something, which may be a promise. */
  watch(result: unknown): void
}

/**
 * Knows, for the whole process, that it has changed who hears messages, and how. What was made out before the last change
 * is made out anew when it is next needed: so one look at a number is all that a message costs.
 */
class Routes {
  changes = 0
  /** The ears that are being told now. */
  #told: Ear[] | undefined

  /** It has changed. Those that are being told now may be meant no more: the rest of them is not told. */
  changed(): void {
    this.changes++
    if (this.#told !== undefined) this.#told.length = 0
  }

  /** Begins to tell `ears`; false where others are being told, in the midst of which nobody can be cut off. */
  begin(ears: Ear[]): boolean {
    if (this.#told !== undefined) return false
    this.#told = ears
    return true
  }

  end(): void {
    this.#told = undefined
  }
}

export const routes = new Routes()

/** Those who hear an entry, as it is fast to tell them all. */
export class Audience<E, M extends Hearer<E>> {
  readonly members = new Set<M>()
  #list: readonly M[] = []
  /** The ear of each, where all have one. */
  #ears: Ear[] | undefined
  #seen = -1

  /** Tells all of a message that stands as text: each gets an object of its own, as it may write on it. */
  tell(channel: string, message: string, entry: E): void {
    if (this.#seen !== routes.changes) this.#look()
    const list = this.#list
    const told = this.#ears === undefined ? 0 : this.#tell(this.#ears, channel, message)
    for (let i = told; i < list.length; i++) list[i]?.message({ channel, message }, entry)
  }

  /** The same for messages of all kinds. */
  hand(message: Message<Form>, entry: E): void {
    if (this.#seen !== routes.changes) this.#look()
    const list = this.#list
    for (let i = 0; i < list.length; i++) list[i]?.message(i === list.length - 1 ? message : ownCopy(message), entry)
  }

  /** Calls ears one after the other, as long as nothing changes. Returns how many were called. */
  #tell(ears: Ear[], channel: string, message: string): number {
    if (!routes.begin(ears)) return 0
    const list = this.#list
    let i = 0
    while (i < ears.length) {
      try {
        while (i < ears.length) {
          const result = (ears[i++] as Ear)({ channel, message })
          if (result !== undefined) list[i - 1]?.watch(result)
        }
      } catch (error) {
        list[i - 1]?.threw(error)
      }
    }
    routes.end()
    return i
  }

  #look(): void {
    this.#seen = routes.changes
    const list = [...this.members]
    const ears = list.flatMap(({ ear }) => ear ?? [])
    this.#list = list
    this.#ears = ears.length === list.length ? ears : undefined
  }
}

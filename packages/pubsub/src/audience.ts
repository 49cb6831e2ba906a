import type { Form, Message } from './messages.js'

/** Takes a message that stands as text. */
export type Ear = (message: Message) => unknown

/** One who hears messages, and what they belong to. */
export interface Hearer<E> {
  /** What may be called with messages that are text, instead of `message`, while `routes` do not change. May throw. */
  readonly ear: Ear | undefined
  /** A message came; text or bytes, as its connection is read. Others may get the same object. */
  message(message: Message<Form>, entry: E): void
  /** The ear has thrown. */
  threw(error: unknown): void
  /** The ear has returned something, which may be a promise. */
  watch(result: unknown): void
}

/**
 * How often it has changed who hears messages, and how, in the whole process. What was made out before the last change
 * is made out anew when it is next needed: so one look at a number is all that a message costs.
 */
export const routes = { changes: 0 }

/** Those who hear an entry, as it is fast to tell them all. */
export class Audience<E, M extends Hearer<E>> {
  readonly members = new Set<M>()
  #list: readonly M[] = []
  /** The ear of each, where all have one. */
  #ears: readonly Ear[] | undefined
  #seen = -1

  /** Hands a message to all. */
  hand(message: Message<Form>, entry: E): void {
    if (this.#seen !== routes.changes) this.#look()
    const list = this.#list
    // Who changes what others hear, too, would harm them.
    if (list.length > 1) Object.freeze(message)
    const ears = this.#ears
    const told = ears === undefined || typeof message.message !== 'string' ? 0 : this.#tell(ears, message as Message)
    for (let i = told; i < list.length; i++) list[i]?.message(message, entry)
  }

  /**
   * Calls ears one after the other, until one of them changes who hears what: then the others may be meant no more.
   *
   * @returns how many were called
   */
  #tell(ears: readonly Ear[], message: Message): number {
    const list = this.#list
    const { changes } = routes
    let i = 0
    while (i < ears.length && routes.changes === changes) {
      try {
        while (i < ears.length && routes.changes === changes) {
          const result = (ears[i++] as Ear)(message)
          if (result !== undefined) list[i - 1]?.watch(result)
        }
      } catch (error) {
        list[i - 1]?.threw(error)
      }
    }
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

import type { Entry } from './entry.js'
import type { Form } from './messages.js'
import { nameOfBytes } from './topic.js'

/** What one connection serves, by name, and whose messages go where. */
export class Served {
  /** Another one whenever it has changed who is served. */
  version = 0
  readonly channel = new Map<string, Entry>()
  readonly pattern = new Map<string, Entry>()
  readonly shard = new Map<string, Entry>()

  get size(): number {
    return this.channel.size + this.pattern.size + this.shard.size
  }

  *entries(): Iterable<Entry> {
    yield* this.channel.values()
    yield* this.pattern.values()
    yield* this.shard.values()
  }

  add(entry: Entry): void {
    this.version++
    this[entry.topic.kind].set(entry.topic.name, entry)
  }

  delete(entry: Entry): void {
    this.version++
    const { kind, name } = entry.topic
    if (this[kind].get(name) === entry) this[kind].delete(name)
  }

  /** A message of a channel, or of a sharded one. */
  message(kind: 'channel' | 'shard', channel: Form, message: Form): void {
    const entries = kind === 'channel' ? this.channel : this.shard
    const entry = entries.get(nameOf(channel))
    if (entry?.live !== true) return
    if (typeof channel === 'string' && typeof message === 'string') entry.message(message)
    else entry.hand({ channel, message })
  }

  patternMessage(pattern: Form, channel: Form, message: Form): void {
    const entry = this.pattern.get(nameOf(pattern))
    if (entry?.live === true) entry.hand({ channel, message, pattern })
  }
}

/** What a topic that the server names is called here. */
export const nameOf = (name: Form): string => (typeof name === 'string' ? name : nameOfBytes(name))

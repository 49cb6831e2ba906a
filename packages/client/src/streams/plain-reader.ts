import { type StreamInfo, xinfoStream, xread } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import { type Delivered, type ReadStream, SlotReader } from './slot-reader.js'

/** Reads streams behind the last entry that it had: none is missed, and none comes twice. */
export class PlainReader extends SlotReader {
  protected async begin(): Promise<void> {
    // `'$'` means another place each time it is asked for: what comes while nobody asks would be missed.
    const last = this.streams.filter(({ at }) => at === '$')
    await Promise.all(last.map(stream => this.#findEnd(stream)))
    for (const { name, at } of this.streams) this.setup.position.set(name, at)
  }

  protected async read(): Promise<void> {
    const { core, options, checked, inbox } = this.setup
    const places = this.streams.map(({ key, at }) => [key, at] as const)
    const reply = await core.runner.run(xread(places, { count: checked.count, block: checked.blockMs }), options)
    if (reply === null) return
    const messages: Delivered[] = []
    for (const stream of this.streams) {
      for (const { id, message } of reply[stream.name] ?? []) {
        messages.push({ stream: stream.name, id, message })
        stream.at = id
      }
    }
    await inbox.put(messages)
  }

  async #findEnd(stream: ReadStream): Promise<void> {
    const { core, options } = this.setup
    try {
      const info: StreamInfo = await core.runner.run(xinfoStream(stream.key), { ...options, asBytes: false })
      stream.at = info['last-generated-id']
    } catch (error) {
      if (!(error instanceof ReplyError) || !error.message.includes('no such key')) throw error
      stream.at = '0-0'
    }
  }
}

import { adapter } from './clients/registry.js'
import type { ClientName } from './clients/names.js'
import { type Orders, type Subject, startSubject } from './subject.js'

/** What the suite tells a subject's process. */
export type Message =
  | { readonly kind: 'start'; readonly client: ClientName; readonly folder: string; readonly orders: Orders }
  | { readonly kind: 'close' }
  | { readonly kind: 'flood'; readonly key: string; readonly times: number }
  | { readonly kind: 'finish'; readonly healMs: number }

let subject: Subject | undefined

// Whoever gave the orders is gone, killed maybe: nobody would end this process.
process.on('disconnect', () => process.exit(1))

process.on('message', (message: Message) => {
  answer(message).then(
    value => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})

async function answer(message: Message): Promise<unknown> {
  switch (message.kind) {
    case 'start':
      subject = await startSubject(await adapter(message.client, message.folder), message.orders)
      return true
    case 'close':
      return subject?.close()
    case 'flood':
      return subject?.flood(message.key, message.times)
    case 'finish':
      return subject?.finish(message.healMs)
  }
}

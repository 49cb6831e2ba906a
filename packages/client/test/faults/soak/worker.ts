import { connect } from '../clients/ours.js'
import { type LongOrders, type LongSubject, startLongSubject } from './long-subject.js'

/** What the soak tells its client's process. */
export type Message =
  | { readonly kind: 'start'; readonly orders: LongOrders }
  | { readonly kind: 'harvest' }
  | { readonly kind: 'unserved'; readonly withinMs: number }
  | { readonly kind: 'finish' }

let subject: LongSubject | undefined

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
      subject = await startLongSubject(connect, message.orders)
      return true
    case 'harvest':
      return subject?.harvest()
    case 'unserved':
      return subject?.unserved(message.withinMs)
    case 'finish':
      return subject?.finish()
  }
}

import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Message } from './broadcast.js'
import type { Session } from './session.js'

/** Says that the line still works, to whatever stands in between. */
const KEEP_ALIVE_MS = 15_000

/** Tells a page all that happens, from what has happened on. */
export function streamEvents(c: Context, session: Session): Response {
  return streamSSE(c, async stream => {
    let queue: Message[] = [
      { event: 'snapshot', data: session.snapshot() },
      ...session.journal.entries.map(data => ({ event: 'log', data }) as const),
    ]
    let wake = (): void => {}
    const stop = session.broadcast.listen(message => {
      // A page that is slow to read needs the latest picture alone.
      if (message.event === 'snapshot') queue = queue.filter(({ event }) => event !== 'snapshot')
      queue.push(message)
      wake()
    })
    stream.onAbort(() => wake())
    const keepAlive = setInterval(() => void stream.write(': still here\n\n'), KEEP_ALIVE_MS)
    try {
      while (!stream.aborted && !(await drain(stream, () => queue.shift()))) {
        await new Promise<void>(resolve => {
          wake = resolve
          if (queue.length > 0) resolve()
        })
      }
    } finally {
      clearInterval(keepAlive)
      stop()
    }
  })
}

/** Sends what waits; true at the end of all. */
async function drain(stream: SSEStreamingApi, next: () => Message | undefined): Promise<boolean> {
  for (let message = next(); message !== undefined && !stream.aborted; message = next()) {
    await stream.writeSSE({ event: message.event, data: JSON.stringify(message.data) })
    if (message.event === 'end') return true
  }
  return false
}

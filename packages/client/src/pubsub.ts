import { configGet } from '@rc/commands'
import { Late, retryPolicy } from '@rc/pipeline'
import type { Host, PubSub } from '@rc/pubsub'
import type { Core } from './core.js'

const subscriptions = /* @__PURE__ */ new Late(() => import('@rc/pubsub'))

/** The subscriptions of a client. Loaded when first asked for: most clients never subscribe. */
export async function startPubSub(core: Core): Promise<PubSub> {
  const { PubSub } = await subscriptions.load()
  const pubsub = new PubSub(hostOf(core))
  core.companions.add({
    mapChanged: () => pubsub.mapChanged(),
    close: () => pubsub.close(),
    destroy: () => pubsub.destroy(),
  })
  return pubsub
}

/** What subscriptions need of their client. */
const hostOf = ({ router, pools, monitor, events, ticker, unprefixed, defaults }: Core): Host => ({
  clock: ticker.clock,
  get topology() {
    return monitor.topology
  },
  ready: () => router.ready(),
  lease: async node => {
    const pool = pools.roleless(node)
    const connection = await pool.lease(true)
    return { connection, end: () => pool.release(connection, false) }
  },
  moved: (error, from) => {
    const to = router.resolve(error, from)
    if (to === undefined) monitor.refresh('asked-for')
    else router.moved(error.slot, to)
  },
  refresh: why => monitor.refresh(why),
  notifications: async node => {
    const options = { ...defaults, node, retry: retryPolicy('none') }
    const reply: unknown = await unprefixed.run(configGet(NOTIFY), options)
    return (reply as Record<string, string | undefined>)[NOTIFY]
  },
  report: error => events.emit('error', error),
})

const NOTIFY = 'notify-keyspace-events'

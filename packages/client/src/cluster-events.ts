import type { RedirectEvent } from '@rc/pipeline'
import type { TopologyDiff } from '@rc/slots'

/** Events of a client, each with what its listeners get. */
export interface ClusterEvents {
  /** The cluster was found; commands are being served. */
  ready: undefined
  /** Something failed in the background, or in a listener. Commands tell their own errors. */
  error: Error
  /** The map of the cluster changed. */
  topology: TopologyDiff
  /** A connection to a node works, the first to it. */
  'node:up': { readonly node: string }
  /** The last connection to a node broke. */
  'node:down': { readonly node: string; readonly error: Error | undefined }
  /** A command was sent on to another node. */
  redirect: RedirectEvent
  /** The client is closed. */
  close: undefined
}

/** What the server tells the page, as JSON. Types alone. */

/** `local`: started for the playground, and ended with it. `existing`: named by `--nodes`. */
export type ClusterKind = 'local' | 'simulated' | 'existing'

/** A picture of the cluster at one moment, as the client sees it. */
export interface Snapshot {
  /** Another number means that the playground was started anew. */
  readonly run: string
  readonly cluster: {
    readonly kind: ClusterKind
    /** Such as `Redis 7.0.15`. */
    readonly server: string
    /** How to get a real server, where this one is simulated. */
    readonly advice: string | undefined
    /** Whether nodes can be killed, paused and so on. */
    readonly hasControls: boolean
  }
  readonly client: ClientView
  /** The action on the cluster that is under way, in words. */
  readonly action: string | undefined
  readonly shards: readonly ShardView[]
  /** Slots without an owner. */
  readonly uncovered: readonly RangeView[]
}

/** What the client is doing. */
export interface ClientView {
  readonly status: 'idle' | 'connecting' | 'ready' | 'closing' | 'closed'
  /** Commands of the page that wait for their reply. */
  readonly waiting: number
  readonly answered: number
  readonly failed: number
  readonly redirects: number
}

/** Slots from `from` to `to`, both included. */
export interface RangeView {
  readonly from: number
  readonly to: number
}

/** A shard. Its number stays when another of its nodes becomes primary. */
export interface ShardView {
  readonly number: number
  /** The primary's `host:port`. */
  readonly primary: string
  readonly ranges: readonly RangeView[]
  readonly slots: number
  /** The primary's keys; null where it could not be asked. */
  readonly keys: number | null
  /** In the order of their addresses, whatever their roles: no row jumps away under the pointer. */
  readonly nodes: readonly NodeView[]
}

/** A node of a shard. */
export interface NodeView {
  /** `host:port`. */
  readonly name: string
  readonly id: string | undefined
  /** Undefined where the cluster does not name the node to clients. */
  readonly role: 'primary' | 'replica' | undefined
  /** Whether the client has a working connection; `none` where it has not needed one yet. */
  readonly connection: 'connected' | 'lost' | 'none'
  /** The server's process, where it is ours. */
  readonly process: 'running' | 'paused' | 'stopped' | undefined
  readonly keys: number | null
}

/** A line of the log of events. The same thing again and again is one line with a count. */
export interface LogEntry {
  readonly id: number
  /** Milliseconds since 1970, of the last time. */
  readonly at: number
  readonly kind: LogKind
  readonly text: string
  readonly count: number
}

export type LogKind = 'client' | 'topology' | 'redirect' | 'node' | 'error' | 'action'

/** A reply with its type, cut where it is too long for a page. */
export type ReplyView =
  | { readonly type: 'string'; readonly text: string; readonly length: number }
  | { readonly type: 'number' | 'boolean'; readonly text: string }
  | { readonly type: 'null' }
  | { readonly type: 'list'; readonly items: readonly ReplyView[]; readonly length: number }
  | { readonly type: 'map'; readonly entries: readonly (readonly [ReplyView, ReplyView])[]; readonly length: number }
  | ErrorView

/** An error: which one, and whether the command took effect all the same. */
export interface ErrorView {
  readonly type: 'error'
  /** Class of the error. */
  readonly name: string
  readonly code: string
  readonly message: string
  readonly executed: 'no' | 'maybe' | 'yes'
  readonly node: string | undefined
  /** What became of the parts of a command that was split. */
  readonly parts: readonly PartView[]
}

export interface PartView {
  readonly node: string | undefined
  /** Positions of the part's keys among the command's. */
  readonly keys: readonly number[]
  readonly reply: ReplyView
}

/** Where a command went. */
export interface Placement {
  /** Slots of its keys, in ascending order, each with the node that has it. */
  readonly slots: readonly { readonly slot: number; readonly node: string | undefined }[]
  /** The nodes, where they are known. */
  readonly nodes: readonly string[]
  /** Redirects that were followed. */
  readonly redirects: readonly RedirectView[]
}

export interface RedirectView {
  readonly kind: 'MOVED' | 'ASK'
  readonly from: string
  readonly to: string
}

/** What came of a line typed into the command box; `refused` says why it was not even tried. */
export type CommandResult =
  | { readonly reply: ReplyView; readonly placement: Placement; readonly milliseconds: number }
  | { readonly refused: string }

/** What the buttons do to a cluster of our own. */
export type ActionRequest =
  | { readonly action: 'kill' | 'restart' | 'pause' | 'resume'; readonly node: string }
  | { readonly action: 'failover'; readonly shard: number }
  | { readonly action: 'move'; readonly from: number; readonly to: number; readonly count: number }

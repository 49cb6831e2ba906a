import { addressOf, bulk, type ClusterState, nodesText, slotsReply } from './cluster-state.js'
import { HOT_REGIONS, type ModelKey, readName, slotOfHot } from './layout.js'
import type { Op, Sending } from './ledger.js'
import type { Link, ModelNode } from './model-node.js'
import type { SeenRequest } from './requests.js'
import { execute, type Order } from './store.js'

const OK = '+OK\r\n'

/** Answers a command as a node of a cluster does. Commands with keys are noted in the ledger. */
export function answer(node: ModelNode, link: Link, { words, sending }: SeenRequest): string {
  const { asking } = link
  link.asking = false
  switch (words[0]) {
    case 'HELLO':
      link.protocol = 3
      return '%1\r\n+proto\r\n:3\r\n'
    case 'CLIENT':
      return OK
    case 'PING':
      return node.loading ? `-${LOADING}\r\n` : '+PONG\r\n'
    case 'READONLY':
      link.readonly = true
      return OK
    case 'ASKING':
      link.asking = true
      return OK
    case 'CLUSTER':
      return mapReply(node, link, words[1])
    default:
      return answerKeyed(node, link, { ...orderOf(words), asking, sending: sending as Sending })
  }
}

const LOADING = 'LOADING Redis is loading the dataset in memory'

function mapReply({ state, index, map }: ModelNode, { protocol }: Link, what: string | undefined): string {
  const shown: ClusterState = map === 'empty' ? { ...state, owners: [] } : state
  if (what === 'SLOTS') return slotsReply(shown)
  const text = map === 'garbage' ? 'nothing that anybody could read' : nodesText(shown, index)
  return protocol === 3 ? `=${text.length + 4}\r\ntxt:${text}\r\n` : bulk(text)
}

function orderOf([op, ...rest]: readonly string[]): Order {
  const names = rest.map(readName).filter(name => name !== undefined)
  return {
    op: op as Op,
    id: (names[0] as { id: number }).id,
    keys: names.map(({ key }) => key),
    argument: rest[names.length],
  }
}

interface Keyed extends Order {
  readonly asking: boolean
  readonly sending: Sending
}

function answerKeyed(node: ModelNode, link: Link, order: Keyed): string {
  const { ledger } = node.context
  const refusal = refusalOf(node, link, order)
  if (refusal !== undefined) {
    ledger.refused(order.sending, refusal.slice(0, refusal.indexOf(' ')))
    return `-${refusal}\r\n`
  }
  ledger.executed(order.sending)
  return execute(order, node.store, (key, entry) => node.put(key, entry))
}

/** Why a node does not run a command; undefined where it does. */
function refusalOf(node: ModelNode, link: Link, order: Keyed): string | undefined {
  const { state, index, store } = node
  const { keys, asking, op } = order
  if (node.loading) return LOADING
  if (node.down) return 'CLUSTERDOWN The cluster is down'
  const { hot } = keys[0] as ModelKey
  const region = HOT_REGIONS[hot] as number
  const owner = state.owners[region] as number
  if (owner === -1) return 'CLUSTERDOWN Hash slot not served'
  const missing = keys.filter(({ text }) => store.get(text)?.value === undefined).length
  if (owner === index) {
    const target = node.migrating.get(region)
    if (target === undefined || missing === 0) return undefined
    return missing < keys.length ? TRY_AGAIN : `ASK ${slotOfHot(hot)} ${addressOf(target)}`
  }
  if (asking && node.importing.has(region)) return keys.length > 1 && missing > 0 ? TRY_AGAIN : undefined
  const reads = op === 'GET' || op === 'MGET'
  if (state.primaryOf[index] === owner && link.readonly) {
    if (!reads) return "READONLY You can't write against a read only replica."
    return node.orphaned
      ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
      : undefined
  }
  return `MOVED ${slotOfHot(hot)} ${addressOf(owner)}`
}

const TRY_AGAIN = 'TRYAGAIN Multiple keys request during rehashing of slot'

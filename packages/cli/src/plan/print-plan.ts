import type { KeyPlan } from '@rc/slots'
import { printable } from '../io.js'
import type { Paint } from '../text/paint.js'
import { bar, table } from '../text/table.js'
import { many, percent, whole } from '../text/units.js'
import type { Addition } from './added-nodes.js'

const BAR = 30
const right = (title: string) => ({ title, align: 'right' }) as const

/** What is printed beside the counts. */
export interface PrintedPlan {
  readonly plan: KeyPlan
  readonly addition: Addition | undefined
  /** Whether the shards are those of a cluster, or were assumed. */
  readonly assumed: boolean
}

/** A plan for people: shards with bars, nodes, the fullest slots, the hottest tags, and what would move. */
export function printPlan({ plan, addition, assumed }: PrintedPlan, paint: Paint): string {
  const shards = many(plan.shards.length, 'shard') + (assumed ? ' of equal size, as assumed' : '')
  const lost = plan.uncovered === 0 ? '' : `; ${whole(plan.uncovered)} in slots that nobody owns`
  const summary = `${many(plan.total, 'key')} in ${many(plan.slots.length, 'slot')}, over ${shards}${lost}.\n`
  if (plan.total === 0) return summary
  return [
    summary,
    section('Shards', shardTable(plan, paint), paint),
    `The fullest shard holds ${plan.balance.skew.toFixed(2)} times the mean.\n`,
    plan.nodes.some(({ role }) => role === 'replica') ? section('Nodes', nodeTable(plan), paint) : '',
    section('Fullest slots', slotTable(plan, paint), paint),
    plan.hottestTags.length > 0 ? section('Hottest tags', tagTable(plan, paint), paint) : '',
    addition === undefined ? '' : additionText(addition, paint),
  ].join('')
}

const section = (title: string, text: string, paint: Paint): string => `\n${paint('bold', title)}\n${text}`

function shardTable({ shards }: KeyPlan, paint: Paint): string {
  const most = Math.max(1, ...shards.map(({ keys }) => keys))
  return table(
    [{ title: 'shard' }, right('slots'), right('keys'), right('share'), { title: '' }],
    shards.map(({ name, slots, keys, share }) => [
      name,
      whole(slots),
      whole(keys),
      percent(share),
      paint('cyan', bar(keys / most, BAR)),
    ]),
  )
}

const nodeTable = ({ nodes }: KeyPlan): string =>
  table(
    [{ title: 'node' }, { title: 'role' }, right('keys')],
    nodes.map(({ name, role, keys }) => [name, role, whole(keys)]),
  )

function slotTable({ hottestSlots, total }: KeyPlan, paint: Paint): string {
  const most = Math.max(1, ...hottestSlots.map(({ keys }) => keys))
  return table(
    [right('slot'), right('keys'), right('share'), { title: '' }],
    hottestSlots.map(({ slot, keys }) => [
      String(slot),
      whole(keys),
      percent(keys / total),
      paint('cyan', bar(keys / most, BAR)),
    ]),
  )
}

function tagTable({ hottestTags, total }: KeyPlan, paint: Paint): string {
  // Among very many tags those that are rare cannot be told apart: half of their count may not be theirs.
  const certain = hottestTags.filter(({ keys, overcount }) => overcount < keys / 2)
  if (certain.length === 0) return 'There are very many different tags, and none of them stands out.\n'
  const most = Math.max(1, ...certain.map(({ keys }) => keys))
  return table(
    [{ title: 'tag' }, right('slot'), right('keys'), right('share'), { title: '' }],
    certain.map(({ tag, slot, keys }) => [
      shortened(printable(tag)),
      String(slot),
      whole(keys),
      percent(keys / total),
      paint('cyan', bar(keys / most, BAR)),
    ]),
  )
}

function additionText({ added, slots, keys, share, leaving }: Addition, paint: Paint): string {
  const title = added === 1 ? 'If a shard were added' : `If ${added} shards were added`
  const text = `${many(slots, 'slot')} with ${many(keys, 'key')} would move, ${percent(share)} of all:\n`
  const rows = leaving.map(one => [one.from, shortened(one.ranges), whole(one.slots), whole(one.keys)])
  return section(
    title,
    text + table([{ title: 'from' }, { title: 'slots' }, right('how many'), right('keys')], rows),
    paint,
  )
}

const shortened = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 39)}…`)

import { styleText } from 'node:util'
import type { KeyPlan } from '../plan.js'
import type { Topology } from '../topology.js'
import { type Io, printable } from './io.js'
import { bar, percent, table, whole } from './table.js'

interface Setting {
  readonly topology: Topology | undefined
  readonly io: Io
}

/** A plan as text for people: a line of summary, then tables with bars. */
export function printPlan(plan: KeyPlan, { topology, io }: Setting): string {
  const paint = painter(io)
  const title = (text: string): string => `\n${paint('bold', text)}\n`
  const sections = [`${summary(plan, topology)}\n`]
  if (plan.total > 0) {
    sections.push(title('Shards'), shards(plan, paint), balance(plan))
    if (topology !== undefined && plan.nodes.some(node => node.role === 'replica'))
      sections.push(title('Nodes'), nodes(plan))
    sections.push(title('Fullest slots'), slots(plan, topology))
    if (plan.hottestTags.length > 0) sections.push(title('Most frequent hash tags'), tags(plan))
  }
  return sections.join('')
}

function summary(plan: KeyPlan, topology: Topology | undefined): string {
  const shardCount = plan.shards.length
  const shardsText = `${shardCount} ${shardCount === 1 ? 'shard' : 'shards'}`
  const where = topology === undefined ? `${shardsText} of equal size, as assumed` : shardsText
  const lost = plan.uncovered === 0 ? '' : `; ${whole(plan.uncovered)} in slots that nobody owns`
  const keys = `${whole(plan.total)} ${plan.total === 1 ? 'key' : 'keys'}`
  return `${keys} in ${whole(plan.slots.length)} of 16 384 slots, over ${where}${lost}.`
}

function shards(plan: KeyPlan, paint: Paint): string {
  const fullest = Math.max(...plan.shards.map(shard => shard.keys), 1)
  const rows = plan.shards.map(({ name, ranges, keys, share }) => [
    name,
    shorten(ranges, 24),
    whole(keys),
    percent(share),
    paint('cyan', bar(keys / fullest, 30)),
  ])
  return table(['shard', 'slots', 'keys', 'share', ''], rows, ['left', 'left', 'right', 'right', 'left'])
}

function balance({ balance: { skew, deviation } }: KeyPlan): string {
  return `The fullest shard holds ${skew.toFixed(2)} times the mean; the standard deviation is ${percent(deviation)} of it.\n`
}

function nodes(plan: KeyPlan): string {
  const rows = plan.nodes.map(({ name, role, keys }) => [name, role, whole(keys)])
  return table(['node', 'role', 'keys'], rows, ['left', 'left', 'right'])
}

function slots(plan: KeyPlan, topology: Topology | undefined): string {
  const rows = plan.hottestSlots.map(({ slot, keys }) => [
    String(slot),
    whole(keys),
    percent(keys / plan.total),
    topology === undefined ? '' : (topology.ownerOf(slot)?.name ?? 'nobody'),
  ])
  const head = ['slot', 'keys', 'share', topology === undefined ? '' : 'owner']
  return table(head, rows, ['right', 'right', 'right', 'left'])
}

function tags(plan: KeyPlan): string {
  // Among very many tags, those that are rare cannot be told apart: half of their count may not be theirs.
  const certain = plan.hottestTags.filter(({ keys, overcount }) => overcount < keys / 2)
  if (certain.length === 0) return 'There are very many different tags, and none of them stands out.\n'
  const rows = certain.map(({ tag, slot, keys, overcount }) => [
    shorten(printable(tag), 40),
    String(slot),
    whole(keys),
    percent(keys / plan.total),
    overcount === 0 ? '' : `at most ${whole(overcount)} too high`,
  ])
  return table(['tag', 'slot', 'keys', 'share', ''], rows, ['left', 'right', 'right', 'right', 'left'])
}

const shorten = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)

type Paint = (style: 'bold' | 'cyan', text: string) => string

/** Colours only on a terminal, and not where the user has said no to them. */
function painter({ stdout, env }: Io): Paint {
  const coloured = stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
  return (style, text) => (coloured && text !== '' ? styleText(style, text, { validateStream: false }) : text)
}

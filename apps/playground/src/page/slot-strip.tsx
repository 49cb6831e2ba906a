import type { RangeView, ShardView } from '../shared/protocol.js'
import { latestSlots } from './commands.js'
import { grouped, rangeText } from './format.js'
import { hueOf } from './hues.js'

const SLOTS = 16_384
const TICKS = [0, 4096, 8192, 12_288, 16_383]
/** Ranges of fewer slots would be hard to see. */
const NARROW = 40
/** More marks than that would be a wall. */
const MARKS = 40

/** All slots from left to right, in the colours of those who own them. */
export function SlotStrip({ shards, uncovered }: { shards: readonly ShardView[]; uncovered: readonly RangeView[] }) {
  return (
    <section class="strip" aria-labelledby="slots-title">
      <div class="title">
        <h2 id="slots-title">{grouped(SLOTS)} slots</h2>
        <Found />
      </div>
      <svg viewBox={`0 0 ${SLOTS} 40`} preserveAspectRatio="none" role="img" aria-label={described(shards, uncovered)}>
        {uncovered.map(range => (
          <Range key={`none-${range.from}`} range={range} label="no owner" class="nobody" />
        ))}
        {owned(shards).map(({ shard, range }) => (
          <g key={`${shard.number}-${range.from}`} style={hueOf(shard.number)}>
            <Range range={range} label={`shard ${shard.number}, ${shard.primary}`} class="owned" />
          </g>
        ))}
      </svg>
      <div class="marks" aria-hidden="true">
        {latestSlots.value.slice(0, MARKS).map(({ slot }) => (
          <i key={slot} style={{ left: `${(slot / SLOTS) * 100}%` }} />
        ))}
      </div>
      <div class="ticks" aria-hidden="true">
        {TICKS.map(tick => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </section>
  )
}

/** The widest first: those that are less than a pixel wide get one, on top of their neighbours. */
function owned(shards: readonly ShardView[]): { shard: ShardView; range: RangeView }[] {
  const all = shards.flatMap(shard => shard.ranges.map(range => ({ shard, range })))
  return all.sort((a, b) => width(b.range) - width(a.range))
}

const width = ({ from, to }: RangeView): number => to - from + 1

function Range({ range, label, class: name }: { range: RangeView; label: string; class: string }) {
  return (
    <rect class={width(range) < NARROW ? `${name} narrow` : name} x={range.from} y="0" width={width(range)} height="40">
      <title>{`${rangeText(range)}: ${label}`}</title>
    </rect>
  )
}

/** Says in words what the marks on the strip point at. */
function Found() {
  const [first, ...others] = latestSlots.value
  if (first === undefined) return null
  const text = others.length === 0 ? `slot ${first.slot} is at ${first.node ?? 'nobody'}` : `${others.length + 1} slots`
  return <p class="found">Last command: {text}</p>
}

function described(shards: readonly ShardView[], uncovered: readonly RangeView[]): string {
  const owners = shards.map(
    ({ number, slots, ranges }) => `shard ${number} has ${slots}: ${ranges.map(rangeText).join(', ')}`,
  )
  return [...owners, ...(uncovered.length > 0 ? [`nobody has ${uncovered.map(rangeText).join(', ')}`] : [])].join('; ')
}

import { BARE, OURS } from '../clients/registry.mjs'
import { short } from './format.mjs'

/** @typedef {import('../summary.mjs').Row} Row */

const BAR = 13
const GAP = 2
const GROUP_GAP = 16
const LEFT = 230
const PLOT = 560
const RIGHT = 90
const TOP = 70
const FONT = 'system-ui, sans-serif'

/** Ours is the one that stands out; the others can be told apart without colour by their order. */
const COLOURS = ['#8c9bab', '#b3a58c', '#7fa88f', '#a68cab', '#ab8c8c']
const OUR_COLOUR = '#d6452b'

/**
 * Bars for each load, as a share of the bare socket: the loads differ by a factor of a hundred, their shares do not.
 * Where the bare socket did not run, the fastest client is the measure.
 * @param {import('../run.mjs').Outcome} outcome
 * @param {readonly Row[]} rows
 */
export function plot(outcome, rows) {
  const entries = outcome.contenders.map(({ entry }) => entry).filter(({ id }) => id !== BARE)
  const colours = new Map(entries.map(({ id }, i) => [id, id === OURS ? OUR_COLOUR : COLOURS[i % COLOURS.length]]))
  const againstBare = rows.every(row => row.cells.has(BARE))
  const shares = rows.map(row => sharesOf(row, againstBare))
  const most = Math.max(1, ...shares.flatMap(share => [...share.values()]))
  const x = (/** @type {number} */ share) => LEFT + (share / most) * PLOT
  const groupHeight = entries.length * (BAR + GAP) + GROUP_GAP
  const bottom = TOP + rows.length * groupHeight
  const parts = []

  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(
      `<line class="${share === 1 ? 'bound' : 'grid'}" x1="${x(share)}" x2="${x(share)}" y1="${TOP - 6}" y2="${bottom}"/>`,
    )
    parts.push(text(x(share), TOP - 12, `${share * 100} %`, 'middle'))
  }
  rows.forEach((row, i) => {
    const top = TOP + i * groupHeight
    parts.push(text(LEFT - 10, top + (groupHeight - GROUP_GAP) / 2 + 4, row.load.title, 'end', 'title'))
    entries.forEach(({ id, label }, j) => {
      const share = shares[i]?.get(id)
      const cell = row.cells.get(id)
      const y = top + j * (BAR + GAP)
      if (share === undefined || cell === undefined) {
        parts.push(text(LEFT + 4, y + BAR - 3, row.failures.has(id) ? `${label} failed` : '', 'start'))
        return
      }
      const what = `${label}: ${short(cell.rate.median)} a second, ${Math.round(share * 100)} %`
      parts.push(
        `<rect x="${LEFT}" y="${y}" width="${(x(share) - LEFT).toFixed(1)}" height="${BAR}" fill="${colours.get(id)}"><title>${escaped(what)}</title></rect>`,
        text(Number((x(share) + 5).toFixed(1)), y + BAR - 3, short(cell.rate.median), 'start'),
      )
    })
  })
  let legendX = LEFT
  for (const { id, label } of entries) {
    parts.push(`<rect x="${legendX}" y="14" width="11" height="11" fill="${colours.get(id)}"/>`)
    parts.push(text(legendX + 16, 24, label, 'start', 'title'))
    legendX += 40 + label.length * 6.6
  }
  const measure = againstBare ? '100 % is the bare socket' : '100 % is the fastest'
  parts.push(text(LEFT - 24, TOP - 12, measure, 'end'))

  const width = LEFT + PLOT + RIGHT
  const heading = `Throughput of Redis Cluster clients by load; ${measure}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="img" aria-label="${heading}">
<style>
text { font: 11px ${FONT}; fill: #57606a }
.title { font-size: 12px; fill: #1f2328 }
.grid { stroke: #d0d7de }
.bound { stroke: #57606a; stroke-dasharray: 4 3 }
.ground { fill: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1 }
  .title { fill: #f0f6fc }
  .grid { stroke: #3d444d }
  .bound { stroke: #9198a1 }
  .ground { fill: #0d1117 }
}
</style>
<rect class="ground" width="100%" height="100%"/>
${parts.join('\n')}
</svg>
`
}

/**
 * @param {Row} row
 * @param {boolean} againstBare
 * @returns {Map<string, number>} by client
 */
function sharesOf({ cells }, againstBare) {
  const rates = [...cells].map(([id, cell]) => /** @type {const} */ ([id, cell.rate.median]))
  const whole = againstBare ? (cells.get(BARE)?.rate.median ?? NaN) : Math.max(...rates.map(([, rate]) => rate))
  return new Map(rates.map(([id, rate]) => [id, rate / whole]))
}

/** @type {(x: number, y: number, what: string, anchor: string, className?: string) => string} */
function text(x, y, what, anchor, className) {
  const attribute = className === undefined ? '' : ` class="${className}"`
  return `<text${attribute} x="${x}" y="${y}" text-anchor="${anchor}">${escaped(what)}</text>`
}

/** @param {string} what */
const escaped = what => what.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

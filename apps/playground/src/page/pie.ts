const RADIUS = 50

/** A slice of a pie around 0, 0, as the path of an SVG; empty for a share of nothing. */
export interface Slice {
  readonly path: string
}

/** The slices of a pie, clockwise from the top. */
export function slices(values: readonly number[]): Slice[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  let before = 0
  return values.map(value => {
    const from = before / total
    before += value
    return { path: value > 0 ? slicePath(from, before / total) : '' }
  })
}

function slicePath(from: number, to: number): string {
  // An arc that ends where it begins would be no arc: a whole circle is two.
  if (to - from >= 1) return `M0-${RADIUS}A${RADIUS} ${RADIUS} 0 1 1 0 ${RADIUS}A${RADIUS} ${RADIUS} 0 1 1 0-${RADIUS}Z`
  const large = to - from > 0.5 ? 1 : 0
  return `M0 0L${point(from)}A${RADIUS} ${RADIUS} 0 ${large} 1 ${point(to)}Z`
}

function point(share: number): string {
  const angle = share * 2 * Math.PI
  return `${(RADIUS * Math.sin(angle)).toFixed(3)} ${(-RADIUS * Math.cos(angle)).toFixed(3)}`
}

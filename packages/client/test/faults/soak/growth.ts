import type { Sample } from './sample.js'

export type Measure = keyof Sample

/** What a measure was at first, once warm, and in the end. */
export interface Growth {
  readonly measure: Measure
  readonly first: number
  readonly last: number
  readonly most: number
  readonly flat: boolean
}

/** What noise may add: a share, and so many besides. Callers' own rests are among the timers, two or three a key. */
const NOISE: Readonly<Record<Measure, { share: number; plus: number }>> = {
  rssMb: { share: 0.1, plus: 8 },
  heapMb: { share: 0.1, plus: 2 },
  sockets: { share: 0, plus: 2 },
  timers: { share: 0.1, plus: 5 },
  handles: { share: 0.1, plus: 7 },
  listeners: { share: 0.05, plus: 10 },
}

const MEASURES = Object.keys(NOISE) as Measure[]

/** Compares the middle third of the samples with the last one, by their medians; the first third is the warm-up. */
export function growth(samples: readonly Sample[]): Growth[] {
  const third = Math.floor(samples.length / 3)
  return MEASURES.map(measure => {
    const values = samples.map(sample => sample[measure])
    const first = median(values.slice(third, samples.length - third))
    const last = median(values.slice(samples.length - third))
    const { share, plus } = NOISE[measure]
    return { measure, first, last, most: Math.max(...values), flat: last <= first * (1 + share) + plus }
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

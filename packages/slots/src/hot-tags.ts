/** A hash tag and how many keys have it. */
export interface TagCount {
  /** The tag, without braces; bytes that are no UTF-8 show as U+FFFD. */
  readonly tag: string
  readonly slot: number
  /** Never too low. */
  readonly keys: number
  /** By how much `keys` may be too high: 0, unless there were more different tags than memory is spent on. */
  readonly overcount: number
}

interface Tally {
  readonly slot: number
  keys: number
  readonly overcount: number
}

/**
 * Finds the hash tags that most keys of a stream have, in bounded memory: up to `2 × capacity` tags are counted.
 *
 * Exact until there are more different tags than that. Then the rarer half is dropped, and the count of a tag that comes
 * (back) starts where a dropped one could have been: so counts are never too low, and each tells its own bound.
 */
export class HotTags {
  readonly #capacity: number
  readonly #tallies = new Map<string, Tally>()
  #floor = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  add(tag: string, slot: number): void {
    const known = this.#tallies.get(tag)
    if (known !== undefined) {
      known.keys++
      return
    }
    if (this.#tallies.size >= 2 * this.#capacity) this.#dropRarest()
    this.#tallies.set(ownText(tag), { slot, keys: this.#floor + 1, overcount: this.#floor })
  }

  /** The `limit` most frequent ones, the most frequent first; equals in the order of their text. */
  top(limit: number): TagCount[] {
    return this.#sorted()
      .slice(0, limit)
      .map(([tag, tally]) => ({ tag, ...tally }))
  }

  /** Keeps the most frequent half; of those that are equal at the border, the ones that came first. */
  #dropRarest(): void {
    const counts = Float64Array.from(this.#tallies.values(), tally => tally.keys).sort()
    const floor = counts[counts.length - this.#capacity - 1] ?? 0
    let room = this.#capacity - (counts.length - counts.findLastIndex(count => count <= floor) - 1)
    for (const [tag, { keys }] of this.#tallies) {
      if (keys < floor || (keys === floor && room-- <= 0)) this.#tallies.delete(tag)
    }
    this.#floor = floor
  }

  #sorted(): [string, Tally][] {
    return [...this.#tallies].sort(([a, x], [b, y]) => y.keys - x.keys || (a < b ? -1 : 1))
  }
}

/** A copy: an engine may keep the whole text that a part was cut from alive for as long as the part. */
const ownText = (text: string): string => decoder.decode(encoder.encode(text))

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

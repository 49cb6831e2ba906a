import { tagForSlot } from '@rc/slots'

/** What a key holds, by the first letter of its name. */
export type KeyType = 'text' | 'counter' | 'list'

/** A key that schedules use. */
export interface ModelKey {
  readonly text: string
  readonly type: KeyType
  /** Which of the hot slots it lives in. */
  readonly hot: number
}

/** Slots that are looked at one by one; all others only belong to somebody. Spread, with two neighbours among them. */
const HOT_SLOTS = [101, 102, 4000, 8191, 12_000, 16_383]

/** A run of slots that always change hands together: one hot slot, or all between two of them. */
export interface Region {
  readonly from: number
  readonly to: number
}

export const REGIONS: readonly Region[] = HOT_SLOTS.flatMap((slot, i) => {
  const before = i === 0 ? 0 : (HOT_SLOTS[i - 1] as number) + 1
  const own = { from: slot, to: slot }
  return before < slot ? [{ from: before, to: slot - 1 }, own] : [own]
})

/** For each hot slot, the region that it is. */
export const HOT_REGIONS: readonly number[] = HOT_SLOTS.map(slot => REGIONS.findIndex(({ to }) => to === slot))

export const slotOfHot = (hot: number): number => HOT_SLOTS[hot] as number

const TAGS = HOT_SLOTS.map(slot => tagForSlot(slot))

const NAMES: readonly (readonly [string, KeyType])[] = [
  ['s0', 'text'],
  ['s1', 'text'],
  ['c0', 'counter'],
  ['l0', 'list'],
]

/** All keys, those of one slot beside each other. */
export const KEYS: readonly ModelKey[] = TAGS.flatMap((tag, hot) =>
  NAMES.map(([name, type]) => ({ text: `{${tag}}${name}`, type, hot })),
)

const byText = new Map(KEYS.map(key => [key.text, key]))

/** The key as a command names it: it tells which command asks, so that each reply can be held against its caller. */
export const nameFor = (key: ModelKey, id: number): string => `${key.text}#${id}`

/** The key that is meant, and who asks; undefined where the word is no key. */
export function readName(word: string): { readonly key: ModelKey; readonly id: number } | undefined {
  const hash = word.indexOf('#')
  const key = hash === -1 ? undefined : byText.get(word.slice(0, hash))
  return key === undefined ? undefined : { key, id: Number(word.slice(hash + 1)) }
}

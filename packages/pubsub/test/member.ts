import type { Member } from '../src/entry.js'

/** Somebody who wants a topic, and does with what he hears of it what `own` says: nothing, where that says nothing. */
export const memberWith = (own: Partial<Member> = {}): Member => ({
  asBytes: false,
  ear: undefined,
  message: () => {},
  threw: () => {},
  watch: () => {},
  confirmed: () => {},
  gap: () => {},
  failed: () => {},
  ...own,
})

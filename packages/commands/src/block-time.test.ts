import { describe, expect, it } from 'vitest'
import { blockMs, withBlockMs } from './block-time.js'
import { blmove, blmpop, blpop } from './builders/blocking-lists.js'
import { wait } from './builders/keys.js'
import { bzmpop, bzpopmin } from './builders/sorted-set-pops.js'
import { xread } from './builders/streams.js'
import { get } from './builders/strings.js'
import type { Command } from './command.js'
import { BLOCKING } from './flags.js'
import { TABLE } from './specs.gen.js'

const WAITS: [Command<unknown>, number][] = [
  [blpop(['a', 'b'], 2.5), 2500],
  [blmove('a', 'b', 'LEFT', 'RIGHT', 3), 3000],
  [blmpop(4, ['a'], 'LEFT'), 4000],
  [bzpopmin('z', 5), 5000],
  [bzmpop(6, 'z', 'MIN'), 6000],
  [wait(1, 700), 700],
  [xread({ s: '$' }, { block: 800 }), 800],
]

describe('the time that a command may wait', () => {
  it.each(WAITS)('is found: %#', (command, ms) => {
    expect(blockMs(command)).toBe(ms)
  })

  it.each(WAITS)('can be changed, and nothing else is: %#', (command, ms) => {
    const shorter = withBlockMs(command, ms / 2)
    expect(blockMs(shorter)).toBe(ms / 2)
    expect(withBlockMs(shorter, ms).args.map(String)).toEqual(command.args.map(String))
    expect(blockMs(withBlockMs(command, 0))).toBe(1)
  })

  it('is for ever where it is 0, and none where a command does not block', () => {
    expect(blockMs(blpop('a', 0))).toBe(Infinity)
    expect(blockMs(xread({ s: '$' }, { block: 0 }))).toBe(Infinity)
    expect(blockMs(xread({ s: '$' }))).toBe(0)
    expect(blockMs(get('a'))).toBe(0)
  })

  it('is known for every blocking command of the table', () => {
    const blocking = TABLE.filter(({ flags }) => (flags & BLOCKING) !== 0).map(({ name }) => name)
    const known = ['BLMOVE', 'BLMPOP', 'BLPOP', 'BRPOP', 'BRPOPLPUSH', 'BZMPOP', 'BZPOPMAX', 'BZPOPMIN']
    expect(blocking.sort()).toEqual([...known, 'WAIT', 'WAITAOF', 'XREAD', 'XREADGROUP'])
  })
})

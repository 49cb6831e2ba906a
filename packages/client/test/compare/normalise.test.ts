import { parseErrorReply } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { ALIKE, type Alike } from './alike.js'
import { agree, normalise, type Outcome, outcomeOf } from './normalise.js'
import * as shapes from './shapes.js'

const OURS = { keys: '{1}p~:', words: 'pz1z' }
const THEIRS = { keys: '{1}i~:', words: 'iz1z' }
const reply = (value: unknown): Outcome => ({ reply: value })
const same = (ours: unknown, theirs: unknown, alike?: Alike): boolean =>
  agree(normalise(reply(ours), OURS), normalise(reply(theirs), THEIRS), alike)

describe('what says the same is taken for the same', () => {
  it.each([
    ['a record, whatever its prototype and order', Object.assign(Object.create(null), { b: 1, a: 2 }), { a: 2, b: 1 }],
    [
      'keys and names of one’s own',
      ['{1}p~:x', 'pz1zann', { '{1}p~:y': null }],
      ['{1}i~:x', 'iz1zann', { '{1}i~:y': null }],
    ],
    ['bytes', new Uint8Array([1, 2]), Buffer.from([1, 2])],
    ['scores', [{ member: 'a', score: 1.5 }], shapes.scored(['a', '1.5'])],
    ['a field called __proto__', JSON.parse('{ "__proto__": "p" }'), shapes.record()(['__proto__', 'p'])],
  ])('%s', (_, ours, theirs) => {
    expect(same(ours, theirs)).toBe(true)
  })
})

describe('what does not is told apart', () => {
  it.each([
    ['a number and its text', 1, '1'],
    ['null and the empty string', null, ''],
    ['null and the empty list', null, []],
    ['null and undefined', null, undefined],
    ['an empty list and an empty record', [], {}],
    ['false and 0', false, 0],
    ['an integer and a bigint', 1, 1n],
    ['another order', ['a', 'b'], ['b', 'a']],
    ['one more', ['a'], ['a', 'a']],
    ['a hole', ['a', null], ['a']],
    ['another case', 'ok', 'OK'],
    ['another score', [{ member: 'a', score: 1.5 }], shapes.scored(['a', '1.25'])],
    ['a score that stayed text', [{ member: 'a', score: '1.5' }], shapes.scored(['a', '1.5'])],
    ['members and scores in a row', ['a', '1'], shapes.scored(['a', '1'])],
    ['infinity and its text', 'inf', shapes.number('inf')],
    ['a score that is missing', null, shapes.number('0')],
    ['a field less', { a: '1' }, shapes.record()(['a', '1', 'b', '2'])],
    ['an undefined field and none', { a: undefined }, {}],
    ['__proto__ dropped', {}, JSON.parse('{ "__proto__": "p" }')],
    ['another client’s key', '{1}i~:x', '{1}i~:x'],
    ['text and bytes', 'a', Buffer.from('a')],
    ['other bytes', Buffer.from([1]), Buffer.from([2])],
    ['entries without ids', [{ message: { a: '1' } }], shapes.entries([['1-0', ['a', '1']]])],
    ['a stream that is missing', {}, shapes.streams([['{1}i~:x', []]])],
    ['no stream and none read', {}, shapes.streams(null)],
  ])('%s', (_, ours, theirs) => {
    expect(same(ours, theirs)).toBe(false)
  })

  it.each([
    ['how long a key lives', -1, -2, ALIKE.seconds],
    ['whether it lives', -1, 1, ALIKE.seconds],
    ['seconds and milliseconds', 1000, 1_000_000, ALIKE.milliseconds],
    ['a number and its text', 5, '5', ALIKE.seconds],
    ['how many were drawn', ['a'], ['b', 'c'], ALIKE.chance],
    ['one and a list of one', 'a', ['a'], ALIKE.chance],
    ['another set', ['a', 'b'], ['b', 'c'], ALIKE.unordered],
    ['a name that is missing', { used: 1 }, { used: 2, peak: 3 }, ALIKE.measured],
    ['another kind', { used: '1' }, { used: 1 }, ALIKE.measured],
    ['a list and none', { nodes: [] }, { nodes: null }, ALIKE.measured],
    ['how often it was delivered', [{ id: '1-0', deliveries: 1 }], [{ id: '1-0', deliveries: 2 }], ALIKE.idle],
  ] as const)('%s, where the rest may differ', (_, ours, theirs, alike) => {
    expect(same(ours, theirs, alike)).toBe(false)
  })
})

describe('errors', () => {
  const ours = (text: string) => outcomeOf(() => Promise.reject(parseErrorReply(text)))
  const theirs = (text: string) =>
    outcomeOf(() => Promise.reject(Object.assign(new Error(text), { name: 'ReplyError' })))

  it('of one code and text are the same, in every class of ours', async () => {
    for (const text of [
      'WRONGTYPE Operation …',
      'ERR value is …',
      'NOSCRIPT No matching …',
      'MY own',
      'thrown by hand',
    ]) {
      expect(agree(await ours(text), await theirs(text))).toBe(true)
    }
    expect(
      agree(await ours('ERR unknown command'), await theirs("ERR unknown command, with args beginning with: 'x'")),
    ).toBe(true)
  })

  it('are told from other errors and from replies', async () => {
    expect(agree(await ours('WRONGTYPE Operation'), await theirs('ERR Operation'))).toBe(false)
    expect(agree(await ours('ERR syntax error'), await theirs('ERR value is not an integer'))).toBe(false)
    expect(agree(await ours('ERR x'), reply('ERR x'))).toBe(false)
    expect(agree(await ours('ERR x'), reply(null), ALIKE.measured)).toBe(false)
    expect(agree(reply('OK'), await theirs('ERR x'), ALIKE.chance)).toBe(false)
  })

  it('inside of a list are told from text', () => {
    expect(same([new Error('ERR x')], [new Error('ERR x')])).toBe(true)
    expect(same([new Error('ERR x')], ['ERR x'])).toBe(false)
    expect(same([new Error('ERR x')], [new Error('ERR y')])).toBe(false)
  })

  it('that no server gave are thrown on', async () => {
    await expect(outcomeOf(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
    await expect(outcomeOf(() => Promise.reject(new Error('Connection is closed.')))).rejects.toThrow('closed')
  })
})

it('a shape refuses what it does not fit', () => {
  expect(() => shapes.scored(['a', '1', 'b'])).toThrow('odd')
  expect(() => shapes.entries(null)).toThrow('list')
  expect(() => shapes.scored('OK')).toThrow('list')
})

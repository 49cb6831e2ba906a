import { PartialFailureError, ReplyError, TimeoutError } from '@rc/client'
import { expect, test } from 'vitest'
import { viewReply } from './reply-view.js'

const text = (value: string) => ({ type: 'string', text: value, length: value.length })

test.each([
  ['OK', text('OK')],
  [1.5, { type: 'number', text: '1.5' }],
  [2n ** 63n, { type: 'number', text: '9223372036854775808' }],
  [true, { type: 'boolean', text: 'true' }],
  [null, { type: 'null' }],
  [Buffer.from([0x61, 0xff]), text('a\xff')],
  [[], { type: 'list', items: [], length: 0 }],
  [
    [1, ['a']],
    {
      type: 'list',
      items: [
        { type: 'number', text: '1' },
        { type: 'list', items: [text('a')], length: 1 },
      ],
      length: 2,
    },
  ],
  [{ a: 'b' }, { type: 'map', entries: [[text('a'), text('b')]], length: 1 }],
  [new Map([[1, 'b']]), { type: 'map', entries: [[{ type: 'number', text: '1' }, text('b')]], length: 1 }],
])('%o', (reply, view) => {
  expect(viewReply(reply)).toEqual(view)
})

test('what is too long for a page is cut, and says how long it was', () => {
  expect(viewReply('x'.repeat(9000))).toMatchObject({ text: 'x'.repeat(5000), length: 9000 })
  const list = viewReply(Array.from({ length: 1000 }, (_, i) => i))
  expect(list).toMatchObject({ type: 'list', length: 1000 })
  expect(list.type === 'list' && list.items).toHaveLength(200)
})

test('what is nested too deep ends', () => {
  let deep: unknown = 'x'
  for (let i = 0; i < 100; i++) deep = [deep]
  expect(JSON.stringify(viewReply(deep))).toContain('…')
})

test('an error tells its class, its code and whether the command ran', () => {
  expect(viewReply(new ReplyError('WRONGTYPE no list', { node: '127.0.0.1:7000' }))).toEqual({
    type: 'error',
    name: 'ReplyError',
    code: 'WRONGTYPE',
    message: 'WRONGTYPE no list',
    executed: 'yes',
    node: '127.0.0.1:7000',
    parts: [],
  })
})

test('the parts of a command that failed in part stand below it, the failed ones first', () => {
  const late = new TimeoutError('too late', { executed: 'maybe' })
  const error = new PartialFailureError([
    { node: 'a:1', keys: [0, 2], reply: 2 },
    { node: 'b:2', keys: [1], error: late },
  ])
  expect(viewReply(error)).toMatchObject({
    name: 'PartialFailureError',
    executed: 'maybe',
    parts: [
      { node: 'b:2', keys: [1], reply: { type: 'error', name: 'TimeoutError' } },
      { node: 'a:1', keys: [0, 2], reply: { type: 'number', text: '2' } },
    ],
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitWords } from './words.js'

test.each([
  ['', []],
  ['   ', []],
  ['GET a', ['GET', 'a']],
  ['  SET\tname   Alice ', ['SET', 'name', 'Alice']],
  ['SET name "Alice Liddell"', ['SET', 'name', 'Alice Liddell']],
  ["SET name 'it''s'", undefined],
  ["SET name 'it\\'s'", ['SET', 'name', "it's"]],
  ["'a\\nb'", ['a\\nb']],
  ['"a\\nb\\t\\"q\\" \\\\ \\x41 \\q"', ['a\nb\t"q" \\ A q']],
  ['SET "" \'\'', ['SET', '', '']],
  ['"\\x4"', ['x4']],
  ['pre"fix"', ['prefix']],
  ['GET ключ 🔑', ['GET', 'ключ', '🔑']],
])('%s', (line, words) => {
  const result = splitWords(line)
  if (words === undefined) expect(result).toHaveProperty('problem')
  else expect(result).toEqual({ words })
})

test('an escape that is no text makes bytes of its word alone', () => {
  expect(splitWords('SET k "é\\xff\\x00z"')).toEqual({
    words: ['SET', 'k', Uint8Array.of(0xc3, 0xa9, 0xff, 0x00, 0x7a)],
  })
})

test.each([
  ['SET a "b', 'The quote " at character 7 is not closed.'],
  ["GET 'a", "The quote ' at character 5 is not closed."],
  ['SET a "b\\"', 'The quote " at character 7 is not closed.'],
  ['SET "a"b', 'A space must follow the closing " at character 7.'],
])('%s is refused', (line, problem) => {
  expect(splitWords(line)).toEqual({ problem })
})

test('words come back out of their quotes', () => {
  const quote = (word: string) => `"${word.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), words => {
      expect(splitWords(words.map(quote).join(' '))).toEqual({ words })
    }),
  )
})

const numbers = ['abc', '', '-', '+', '1 ', ' 1', '1e3', '0x10', '1.5', '99999999999999999999']
const deep = '*1\r\n'.repeat(100_000)

/** What no server says, and no client may take for a value. */
export const HOSTILE: readonly string[] = [
  ...numbers.map(text => `$${text}\r\n`),
  ...numbers.slice(0, 9).map(text => `*${text}\r\n`),
  ...['abc', '', '-', '1 ', '1e3', '1.5'].map(text => `:${text}\r\n`),
  '$-5\r\n',
  '*-5\r\n',
  '$3\r\nabcde\r\n',
  '$3\r\nabc\n\r',
  '*99999999999\r\n',
  '$99999999999\r\n',
  '%99999999999\r\n',
  '~99999999999\r\n',
  '#x\r\n',
  '#\r\n',
  ',abc\r\n',
  '(12a\r\n',
  '\r\n',
  '@what\r\n',
  deep,
]

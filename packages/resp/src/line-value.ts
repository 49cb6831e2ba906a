import { parseErrorReply } from '@rc/errors'
import { malformed, readBigNumber, readDouble, readInteger } from './numbers.js'
import type { Reply } from './types.js'

/** What a line of text stands for, by its type byte. */
export function lineValue(type: number, text: string): Reply {
  switch (type) {
    case 0x2b:
      return text
    case 0x2d:
      return parseErrorReply(text)
    case 0x3a:
      return readInteger(text)
    case 0x2c:
      return readDouble(text)
    case 0x28:
      return readBigNumber(text)
    case 0x23:
      if (text !== 't' && text !== 'f') throw malformed('a boolean')
      return text === 't'
    default:
      if (text !== '') throw malformed('null')
      return null
  }
}

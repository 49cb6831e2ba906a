import { parseErrorReply } from '@rc/errors'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { hideArguments } from './hide-arguments.js'

const hidden = (text: string, args: Parameters<typeof hideArguments>[1]) => {
  const error = parseErrorReply(text)
  hideArguments(error, args)
  return error
}

describe('what a server repeats of the arguments', () => {
  it('is in no message, no stack and nothing that is printed', () => {
    const error = hidden("ERR Error in ACL SETUSER modifier '>top secret': Syntax error", ['bob', '>top secret'])
    expect(error.message).toBe("ERR Error in ACL SETUSER modifier '…': Syntax error")
    expect(`${error.stack} ${inspect(error)} ${JSON.stringify(error)}`).not.toContain('secret')
    expect(error.code).toBe('ERR')
  })

  it('goes out also where it was bytes, was cut short or stands between other quotes', () => {
    expect(hidden('ERR no `abc` here', [Buffer.from('abc')]).message).toBe("ERR no '…' here")
    expect(hidden('ERR no "abc" here', ['abcdef']).message).toBe("ERR no '…' here")
    expect(hidden("ERR no '12' here", [12]).message).toBe("ERR no '…' here")
  })

  it('leaves the words that are the server’s own', () => {
    const text = "ERR wrong number of arguments for 'get' command"
    expect(hidden(text, ['key']).message).toBe(text)
    const plain = 'WRONGTYPE Operation against a key holding the wrong kind of value'
    expect(hidden(plain, ['key']).message).toBe(plain)
  })
})

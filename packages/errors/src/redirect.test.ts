import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseErrorReply } from './parse-error-reply.js'
import { AskError, MovedError } from './redirect.js'
import { ReplyError } from './reply-error.js'

const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('', '?', 'redis-1.example.org', '[::1]', 'fe80::1%eth0', 'A_b'),
)
const redirect = fc
  .record({
    word: fc.constantFrom('MOVED', 'ASK'),
    slot: fc.integer({ min: 0, max: 16_383 }),
    host,
    port: fc.integer({ min: 1, max: 65_535 }),
  })
  .map(parts => ({ ...parts, text: `${parts.word} ${parts.slot} ${parts.host}:${parts.port}` }))

const isRedirect = (error: ReplyError): error is MovedError | AskError =>
  error instanceof MovedError || error instanceof AskError

/** What a redirect says, spelled again; with brackets round an address where the text had them. */
function spelled(error: MovedError | AskError, text: string): string {
  const at = text.includes('[') ? `[${error.host}]` : error.host
  return `${error instanceof MovedError ? 'MOVED' : 'ASK'} ${error.slot} ${at}:${error.port}`
}

describe('redirects', () => {
  it('are read for what they say', () => {
    fc.assert(
      fc.property(redirect, ({ text, slot, host: named, port }) => {
        const error = parseErrorReply(text)
        expect(isRedirect(error)).toBe(true)
        expect(error).toMatchObject({ slot, host: named.replace(/^\[|\]$/g, ''), port, executed: 'no' })
      }),
      { numRuns: 2000 },
    )
  })

  it('of which a byte was changed, lost or doubled are other redirects, exactly, or none', () => {
    const mutation = fc.record({ at: fc.nat(60), take: fc.nat(3), put: fc.string({ maxLength: 3 }) })
    fc.assert(
      fc.property(redirect, fc.array(mutation, { minLength: 1, maxLength: 3 }), ({ text }, mutations) => {
        const mutated = mutations.reduce(
          (now, { at, take, put }) => now.slice(0, at % now.length) + put + now.slice((at % now.length) + take),
          text,
        )
        const error = parseErrorReply(mutated)
        expect(error).toBeInstanceOf(ReplyError)
        if (!isRedirect(error)) return
        expect(spelled(error, mutated)).toBe(mutated)
        expect(error.slot).toBeLessThan(16_384)
        expect(error.port).toBeGreaterThan(0)
        expect(error.port).toBeLessThan(65_536)
      }),
      { numRuns: 20_000 },
    )
  })

  it('are never found in what is anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map(text => `MOVED ${text}`),
        ),
        text => {
          const error = parseErrorReply(text)
          if (isRedirect(error)) expect(spelled(error, text)).toBe(text)
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('take no time that grows with what a hostile server sends', () => {
    // A regular expression that backtracks would not come back from this.
    for (const text of [
      `MOVED 1 ${':'.repeat(100_000)}`,
      `MOVED 1 ${'a.'.repeat(100_000)}:x`,
      `ASK ${'9'.repeat(1e6)}`,
    ]) {
      expect(isRedirect(parseErrorReply(text))).toBe(false)
    }
  })
})

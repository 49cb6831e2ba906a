// Patterns as servers understand them, byte by byte. Needed where keys come by a command that takes no pattern.

/** A byte, or all bytes that will do; `ANY` for any number of any bytes. */
type Step = number | Uint8Array | typeof ANY

const ANY = Symbol('any')
const STAR = 0x2a
const QUESTION = 0x3f
const OPEN = 0x5b
const CLOSE = 0x5d
const NOT = 0x5e
const DASH = 0x2d
const ESCAPE = 0x5c
const EVERY_BYTE = new Uint8Array(256).fill(1)

/** Whether names match a pattern, as `MATCH` of a server says. */
export function globMatcher(pattern: Uint8Array): (name: Uint8Array) => boolean {
  const steps = compile(pattern)
  return name => matches(steps, name)
}

function compile(pattern: Uint8Array): Step[] {
  const steps: Step[] = []
  for (let at = 0; at < pattern.length; at++) {
    const byte = pattern[at] as number
    if (byte === STAR) {
      if (steps.at(-1) !== ANY) steps.push(ANY)
    } else if (byte === QUESTION) {
      steps.push(EVERY_BYTE)
    } else if (byte === OPEN) {
      const { set, end } = compileSet(pattern, at + 1)
      steps.push(set)
      at = end
    } else {
      // A lone backslash at the end is one.
      if (byte === ESCAPE && at + 1 < pattern.length) at++
      steps.push(pattern[at] as number)
    }
  }
  return steps
}

/** What stands in brackets, and where they end: at the end of the pattern, where they are not closed. */
function compileSet(pattern: Uint8Array, from: number): { set: Uint8Array; end: number } {
  const isNot = pattern[from] === NOT
  const set = new Uint8Array(256)
  let at = isNot ? from + 1 : from
  for (; at < pattern.length && pattern[at] !== CLOSE; at++) {
    const isEscaped = pattern[at] === ESCAPE && at + 1 < pattern.length
    if (isEscaped) at++
    const first = pattern[at] as number
    const isRange = !isEscaped && pattern[at + 1] === DASH && at + 2 < pattern.length
    if (isRange) at += 2
    const last = pattern[at] as number
    set.fill(1, Math.min(first, last), Math.max(first, last) + 1)
  }
  return { set: isNot ? set.map(mark => 1 - mark) : set, end: at }
}

/** Where it fails, the last star takes one byte more: those before it need not be tried again. */
function matches(steps: readonly Step[], name: Uint8Array): boolean {
  let step = 0
  let at = 0
  let afterStar = -1
  let retryAt = 0
  while (at < name.length) {
    const wanted = steps[step]
    if (wanted === ANY) {
      afterStar = ++step
      retryAt = at
    } else if (wanted !== undefined && fits(wanted, name[at] as number)) {
      step++
      at++
    } else if (afterStar >= 0) {
      step = afterStar
      at = ++retryAt
    } else {
      return false
    }
  }
  return step === steps.length || (step === steps.length - 1 && steps[step] === ANY)
}

const fits = (wanted: number | Uint8Array, byte: number): boolean =>
  typeof wanted === 'number' ? wanted === byte : wanted[byte] === 1

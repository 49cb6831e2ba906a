import { describe, expect, it } from 'vitest'
import { Names } from './names.js'

/** Names as they stand in a chunk, with three bytes behind them; what belongs to a name is its text. */
class Remembered {
  made = 0
  #bytes = Buffer.alloc(0)
  readonly #names = new Names((from, to) => {
    this.made++
    return this.#bytes.toString('latin1', from, to)
  })

  /** What belongs to each. */
  of(names: Iterable<string>, behind = '\r\n$'): string[] {
    return [...names].map(name => {
      this.#bytes = Buffer.from(`$1\r\n${name}${behind}`, 'latin1')
      const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length)
      return this.#names.of(view, 4, 4 + name.length)
    })
  }

  /** How many of them are made when they come once more. */
  again(names: Iterable<string>): number {
    const before = this.made
    this.of(names)
    return this.made - before
  }

  forget(): void {
    this.#names.forget()
  }
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `channel:${i * 7}`)

describe('Names', () => {
  it('makes what belongs to a name once, whatever stands behind it', () => {
    for (let length = 1; length <= 64; length++) {
      const names = new Remembered()
      const name = 'x'.repeat(length)
      for (const behind of ['\r\n$', '\0\0\0', 'xxx']) expect(names.of([name], behind)).toEqual([name])
      expect(names.made).toBe(1)
    }
  })

  it('remembers none that is empty or longer than 64 bytes, nor the less what it knows', () => {
    const names = new Remembered()
    const known = numbered(2)
    names.of(known)
    for (const name of ['', 'x'.repeat(65), 'x'.repeat(200)]) expect(names.again([name, name])).toBe(2)
    expect(names.again(known)).toBe(0)
  })

  it('remembers any two, though they share a place', () => {
    for (let i = 0; i < 1000; i++) {
      const names = new Remembered()
      const two = [`a${i}`, `b${i * 3}`]
      names.of(two)
      expect(names.again(two)).toBe(0)
    }
  })

  it('takes none for another of the same words or the same bytes', () => {
    const words = Array.from({ length: 40 }, (_, i) => `w${String(i).padStart(3, '0')}`)
    const all = words.flatMap(one => words.flatMap(other => [one + other, one + other.slice(1), one.slice(1) + other]))
    const names = new Remembered()
    for (let i = 0; i < 3; i++) expect(names.of(all)).toEqual(all)
  })

  it('comes to remember more where many come again, and never more than it has places', () => {
    const few = new Remembered()
    for (let i = 0; i < 30; i++) few.of(numbered(1000))
    expect(few.again(numbered(1000))).toBeLessThan(100)
    const many = new Remembered()
    for (let i = 0; i < 10; i++) many.of(numbered(12_000))
    expect(many.again(numbered(12_000))).toBeGreaterThanOrEqual(12_000 - 4096)
  })

  it('makes all of them anew once it has forgotten them', () => {
    const names = new Remembered()
    names.of(['a', 'b'])
    names.forget()
    expect(names.again(['a', 'b'])).toBe(2)
  })
})

import { describe, expect, it } from 'vitest'
import { findOwnLine, readOwnLine } from './own-line.js'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const line = (flags: string, rest: string): string =>
  `${A} 127.0.0.1:7000@17000,myself.example ${flags} - 0 0 12 connected${rest}`

describe("a node's own line", () => {
  it('is found by its flag, wherever it stands', () => {
    const own = line('myself,master', ' 0-100')
    const other = `${B} 127.0.0.1:7001@17001,myself master - 0 0 3 connected 101-200`
    expect(findOwnLine(`${other}\n${own}\n`)).toBe(own)
    expect(findOwnLine(`${own}\r\n${other}\n`)).toBe(own)
    expect(() => findOwnLine(`${other}\n`)).toThrow('which node answered')
  })

  it('tells slots, and those on the move', () => {
    const { id, epoch, owned, leaving, coming } = readOwnLine(
      line('myself,master', ` 0-2 7 100-101 [7->-${B}] [500-<-${B}]`),
    )
    expect({ id, epoch, owned: [...owned] }).toEqual({ id: A, epoch: 12, owned: [0, 1, 2, 7, 100, 101] })
    expect([...leaving]).toEqual([[7, B]])
    expect([...coming]).toEqual([[500, B]])
  })

  it('of a replica owns nothing', () => {
    expect(readOwnLine(line('myself,slave', ' 0-5')).owned.size).toBe(0)
    expect(readOwnLine(line('myself,replica', '')).owned.size).toBe(0)
    expect(readOwnLine(line('myself,master', '')).owned.size).toBe(0)
  })

  it.each([' 0-x', ' 5-1', ' 16384', ' [1->-]'])('is refused with %s', rest => {
    expect(() => readOwnLine(line('myself,master', rest))).toThrow('cannot be read')
  })

  it('is refused where it is cut off', () => {
    expect(() => readOwnLine(`${A} 127.0.0.1:7000 myself,master - 0 0`)).toThrow('too few fields')
  })
})

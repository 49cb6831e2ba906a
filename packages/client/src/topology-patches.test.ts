import { Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { Patches } from './topology-patches.js'

const node = (port: number) => ({ host: '10.0.0.1', port, name: `10.0.0.1:${port}` })
const shards = (epochs: [number | undefined, number | undefined], border = 8000) => [
  { primary: node(1), ranges: [{ from: 0, to: border - 1 }], replicas: [node(11)], epoch: epochs[0] },
  { primary: node(2), ranges: [{ from: border, to: 16383 }], epoch: epochs[1] },
]
const map = Topology.of(shards([3, 1]))

function patched(slot: number, to: number, at = 100): Patches {
  const patches = new Patches()
  patches.add(slot, node(to), { map, now: at })
  return patches
}

describe('Patches', () => {
  it('stand over a map that is as old as the one that they corrected', () => {
    const patches = patched(7, 2)
    const over = patches.over(map, { askedAt: 200, now: 300 })
    expect(over.ownerOf(7)?.port).toBe(2)
    expect(over.ownerOf(8)?.port).toBe(1)
    expect(patches.size).toBe(1)
  })

  it('are forgotten where the map confirms them', () => {
    const patches = patched(7999, 2)
    const confirming = Topology.of(shards([3, 4], 7999))
    expect(patches.over(confirming, { askedAt: 200, now: 300 })).toBe(confirming)
    expect(patches.size).toBe(0)
  })

  it('are refuted by a higher epoch, and not by the same one', () => {
    const refuting = Topology.of(shards([5, 1]))
    const patches = patched(7, 2)
    expect(patches.over(refuting, { askedAt: 200, now: 300 }).ownerOf(7)?.port).toBe(1)
    expect(patches.size).toBe(0)
  })

  it('give way to the servers in the end, whatever the epochs', () => {
    const patches = patched(7, 2, 100)
    expect(patches.over(map, { askedAt: 5000, now: 5100 }).ownerOf(7)?.port).toBe(2)
    expect(patches.over(map, { askedAt: 5000, now: 5101 }).ownerOf(7)?.port).toBe(1)
  })

  it('give way to what was asked later, where no epochs are told', () => {
    const plain = Topology.of(shards([undefined, undefined]))
    expect(patched(7, 2, 100).over(plain, { askedAt: 99, now: 150 }).ownerOf(7)?.port).toBe(2)
    expect(patched(7, 2, 100).over(plain, { askedAt: 101, now: 150 }).ownerOf(7)?.port).toBe(1)
  })

  it('keep a replica promoted that a server named as the owner', () => {
    const over = patched(7, 11).over(map, { askedAt: 200, now: 300 })
    expect(over.ownerOf(8)?.port).toBe(11)
    expect(over.nodes.get('10.0.0.1:1')?.role).toBe('replica')
  })
})

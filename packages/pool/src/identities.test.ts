import { ReplyError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { Identities } from './identities.js'

/** Nodes `a` to `c` as a map names them, of which those that are `connected` answer. */
function identities(connected: readonly string[] = ['a:1', 'b:1', 'c:1']) {
  const ids = new Map(['a', 'b', 'c'].map(name => [`${name}:1`, `id-${name}`]))
  return new Identities({
    idOf: name => ids.get(name),
    isVouchedFor: name => connected.some(other => other !== name),
  })
}

describe('whether who answers is the node that is meant', () => {
  it('is asked of the nodes that the map has an id for', () => {
    const nodes = identities()
    expect([nodes.asks('a:1'), nodes.asks('seed:1')]).toEqual([true, false])
  })

  it('is asked of nobody any more once a node may not be asked', () => {
    const nodes = identities()
    expect(nodes.refusal('a:1', new ReplyError('NOPERM not this'))).toBeUndefined()
    expect([nodes.asks('a:1'), nodes.asks('b:1')]).toEqual([false, false])
  })

  it('counts from the first id on that is the one that the map has', () => {
    const nodes = identities()
    expect(nodes.refusal('a:1', 'behind a proxy')).toBeUndefined()
    expect(nodes.refusal('b:1', 'id-b')).toBeUndefined()
    expect(nodes.refusal('a:1', 'id-a')).toBeUndefined()
    expect(nodes.refusal('a:1', 'id-c')).toMatchObject({ name: 'ConnectError', node: 'a:1', executed: 'no' })
    // What the map does not know can be anybody.
    expect(nodes.refusal('seed:1', 'id-x')).toBeUndefined()
  })

  it('is believed of the only one that is connected', () => {
    const nodes = identities(['a:1'])
    expect(nodes.refusal('a:1', 'id-a')).toBeUndefined()
    expect(nodes.refusal('a:1', 'id-x')).toBeUndefined()
    expect(nodes.refusal('b:1', 'id-x')).toMatchObject({ name: 'ConnectError' })
  })
})

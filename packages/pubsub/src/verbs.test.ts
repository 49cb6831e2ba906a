import { describe, expect, it } from 'vitest'
import type { PubSub } from './pubsub.js'
import { attachVerbs, type Verbs, verbsOf } from './verbs.js'

interface View extends Verbs<View> {
  readonly core: object
  readonly node: { readonly name: string } | undefined
}

/** A kind of client whose subscriptions note what they are asked for. */
function kindOf(start: () => void) {
  const asked: unknown[] = []
  const note = async (...what: unknown[]) => asked.push(what)
  const pubsub = { subscribe: note, keyspace: note } as unknown as PubSub
  const prototype = {}
  const verbs = verbsOf<View, object>({
    inside: ({ core, node }) => ({ core, options: { asBytes: true, node, timeoutMs: 7, signal: undefined } }),
    start: async () => {
      start()
      return pubsub
    },
    prefixOf: () => 'app:',
  })
  attachVerbs(prototype, verbs)
  const viewOf = (core: object, node?: string): View =>
    Object.assign(Object.create(prototype), { core, node: node === undefined ? undefined : { name: node } }) as View
  return { viewOf, asked }
}

describe('the ways to subscribe', () => {
  it('start what they need once for a client, and again only where that failed', async () => {
    let starts = 0
    const { viewOf } = kindOf(() => {
      if (++starts === 1) throw new Error('not there')
    })
    const core = {}
    await expect(viewOf(core).subscribe('news')).rejects.toThrow('not there')
    await Promise.all([viewOf(core).subscribe('news'), viewOf(core, 'a:1').psubscribe('n*')])
    await viewOf(core).keyspace()
    expect(starts).toBe(2)
    await viewOf({}).subscribe('news')
    expect(starts).toBe(3)
  })

  it('hand on what is asked for, and how', async () => {
    const { viewOf, asked } = kindOf(() => {})
    const core = {}
    const manner = { asBytes: true, patience: { timeoutMs: 7, signal: undefined } }
    await viewOf(core).subscribe('a', { bufferSize: 1 })
    await viewOf(core, 'a:1').psubscribe(['b', 'c'])
    await viewOf(core).ssubscribe('d')
    await viewOf(core, 'a:1').keyspace({ pattern: 'e' })
    expect(asked).toEqual([
      [{ kind: 'channel', channels: 'a' }, { bufferSize: 1 }, { ...manner, pin: undefined }],
      [{ kind: 'pattern', channels: ['b', 'c'] }, {}, { ...manner, pin: 'a:1' }],
      [{ kind: 'shard', channels: 'd' }, {}, { ...manner, pin: undefined }],
      [{ pattern: 'e' }, { ...manner, pin: 'a:1' }, 'app:'],
    ])
  })

  it('refuse sharded channels for one node: the slot says where they live', async () => {
    const { viewOf, asked } = kindOf(() => {})
    await expect(viewOf({}, 'a:1').ssubscribe('d')).rejects.toMatchObject({ code: 'CONFIG', command: 'SSUBSCRIBE' })
    expect(asked).toEqual([])
  })
})

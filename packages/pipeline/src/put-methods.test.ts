import { describe, expect, it } from 'vitest'
import { putMethods } from './put-methods.js'

describe('methods that are put on a prototype', () => {
  class Thing {
    readonly name = 'thing'
    own(): string {
      return `own of ${this.name}`
    }
  }
  class Other extends Thing {}
  putMethods(Thing.prototype, [
    ['first', (): string => 'first'],
    [
      'second',
      function (this: Thing): string {
        return this.name
      },
    ],
  ])

  it('are called like its own, also on a class that extends it', () => {
    for (const thing of [new Thing(), new Other()]) {
      const { first, second } = thing as unknown as Record<'first' | 'second', () => string>
      expect([first.call(thing), second.call(thing), thing.own()]).toEqual(['first', 'thing', 'own of thing'])
    }
  })

  it('leave the class what it was, and are shown by no loop', () => {
    expect(new Thing().constructor).toBe(Thing)
    expect(Object.keys(Thing.prototype)).toEqual([])
    const shown: string[] = []
    for (const name in new Thing()) shown.push(name)
    expect(shown).toEqual(['name'])
    expect(Object.getOwnPropertyNames(Thing.prototype).sort()).toEqual(['constructor', 'first', 'own', 'second'])
  })

  it('can be replaced', () => {
    putMethods(Thing.prototype, [['first', () => 'another']])
    expect((new Thing() as unknown as { first(): string }).first()).toBe('another')
  })

  it('make no constructor where there was none', () => {
    const plain = Object.create(null) as object
    putMethods(plain, [['first', () => 'first']])
    expect(Object.getOwnPropertyNames(plain)).toEqual(['first'])
  })
})

import type { builders } from './builders/table.gen.js'
import { blpop } from './builders/blocking-lists.js'
import { configGet, info } from './builders/server.js'
import { get, mset, set } from './builders/strings.js'
import { del } from './builders/keys.js'
import { zadd } from './builders/sorted-sets.js'
import type { Command } from './command.js'
import type { ByNode, Methods, NodeMethods } from './methods.js'

// Compiled, never run: a line that should not compile says so, and tsc complains where it does.

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const isTrue = <T extends true>(): T => true as T

declare const rc: Methods<typeof builders>
declare const node: NodeMethods<typeof builders>

export async function methodsKeepTheSignaturesOfTheirBuilders(): Promise<void> {
  isTrue<Same<typeof rc.get, (key: string | number | bigint | Uint8Array) => Promise<string | null>>>()
  isTrue<Same<Parameters<typeof rc.set>, Parameters<typeof set>>>()
  isTrue<Same<Awaited<ReturnType<typeof rc.incr>>, number>>()
  isTrue<Same<Awaited<ReturnType<typeof rc.mget>>, (string | null)[]>>()
  const popped = await rc.blpop('k', 1)
  popped?.element satisfies string | undefined
}

export async function answersByNodeAreRecordsForAClusterAndPlainForANode(): Promise<void> {
  const all = await rc.configGet('save')
  all satisfies ByNode<Record<string, string>>
  const one = await node.configGet('save')
  one satisfies Record<string, string>
  one['save'] satisfies string | undefined
  isTrue<Same<Awaited<ReturnType<typeof node.get>>, string | null>>()
  isTrue<Same<Awaited<ReturnType<typeof node.hgetall>>, Record<string, string>>>()
}

export const aCommandKnowsItsReply: [Command<string | null>, Command<number>] = [get('k'), del(['a', 'b'])]

export function doNotCompile(): unknown[] {
  return [
    // @ts-expect-error there is no option exx
    set('k', 'v', { exx: 1 }),
    // @ts-expect-error ex is a number
    set('k', 'v', { ex: '1' }),
    // @ts-expect-error a value is missing
    set('k'),
    // @ts-expect-error null is no value
    set('k', null),
    // @ts-expect-error an array is no key
    get(['k']),
    // @ts-expect-error a second key is not a parameter
    del('a', 'b'),
    // @ts-expect-error a member has a score
    zadd('k', [{ member: 'm' }]),
    // @ts-expect-error undefined is no value
    mset({ a: undefined }),
    // @ts-expect-error the time to wait is missing
    blpop('k'),
    // @ts-expect-error a section is text
    info(1),
    // @ts-expect-error so is a pattern
    configGet({}),
  ]
}

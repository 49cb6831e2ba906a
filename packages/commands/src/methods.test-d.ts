import type { Reply } from '@rc/resp'
import type { PLAIN } from '../test/bytes.js'
import type { builders } from './builders/table.gen.js'
import type { TextBuilder } from './builders/text-builders.gen.js'
import { blpop } from './builders/blocking-lists.js'
import { configGet, info } from './builders/server.js'
import { get, mset, set } from './builders/strings.js'
import { del } from './builders/keys.js'
import { zadd } from './builders/sorted-sets.js'
import type { Command } from './command.js'
import type { ByNode, Bytes, BytesMethods, BytesNodeMethods, Methods, NodeMethods } from './methods.js'
import type { PlainText, plainText } from './plain-text.js'

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

declare const bytes: BytesMethods<typeof builders>
declare const bytesOfNode: BytesNodeMethods<typeof builders>

export function bytesStandWhereStringsStood(): void {
  isTrue<Same<Bytes<string | null>, Buffer | null>>()
  isTrue<Same<Bytes<'OK' | 1n | number | boolean>, 'OK' | 1n | number | boolean>>()
  isTrue<Same<Bytes<[member: string, score: number][]>, [member: Buffer, score: number][]>>()
  isTrue<Same<Bytes<readonly string[]>, readonly Buffer[]>>()
  isTrue<Same<Bytes<{ a?: string; b: { c: string[] } }>, { a?: Buffer; b: { c: Buffer[] } }>>()
  isTrue<Same<Bytes<Record<string, string>>, Record<string, Buffer>>>()
  isTrue<Same<Bytes<ByNode<string>>, ByNode<Buffer>>>()
  isTrue<Same<Bytes<Uint8Array | Buffer>, Uint8Array | Buffer>>()
  isTrue<Same<Bytes<PlainText | string>, PlainText | Buffer>>()
  isTrue<Same<Bytes<Reply>, Reply>>()
  isTrue<Same<Bytes<unknown>, unknown>>()
  isTrue<Same<Bytes<{ a: Reply; b: unknown }>, { a: Reply; b: unknown }>>()
}

export async function methodsOfBytesAnswerWithBuffersForDataAlone(): Promise<void> {
  isTrue<Same<typeof bytes.get, (key: string | number | bigint | Uint8Array) => Promise<Buffer | null>>>()
  isTrue<Same<Parameters<typeof bytes.set>, Parameters<typeof set>>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.hgetall>>, Record<string, Buffer>>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.incr>>, number>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.mset>>, 'OK'>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.type>>, string>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.configGet>>, ByNode<Record<string, string>>>>()
  isTrue<Same<Awaited<ReturnType<typeof bytesOfNode.configGet>>, Record<string, string>>>()
  isTrue<Same<Awaited<ReturnType<typeof bytesOfNode.get>>, Buffer | null>>()
  isTrue<Same<Awaited<ReturnType<typeof rc.dump>>, Buffer | null>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.dump>>, Buffer | null>>()
  isTrue<Same<Awaited<ReturnType<typeof bytes.eval>>, Reply>>()
  const answer = await bytes.set('k', 'v', { get: true })
  answer satisfies Buffer | 'OK' | null
  const [entry] = await bytes.xrange('k', '-', '+')
  entry?.id satisfies string | undefined
  entry?.message satisfies Record<string, Buffer> | undefined
  const scanned = await bytes.sscan('k', 0)
  await bytes.sscan('k', scanned.cursor)
}

/** Names of the properties in a reply that stay text; `At` where it is the reply itself. */
type PlainAt<T, At extends PropertyKey> = [Reply] extends [T]
  ? never
  : T extends string
    ? typeof plainText extends keyof T
      ? At
      : never
    : T extends Uint8Array
      ? never
      : T extends readonly (infer One)[]
        ? PlainAt<One, At>
        : T extends object
          ? PlainIn<{ [K in keyof T as string extends K ? never : K]: T[K] }>
          : never
type PlainIn<T> = { [K in keyof T]-?: PlainAt<T[K], K> }[keyof T]

type AllBuilders = typeof builders
type PlainOfAll = {
  [K in Exclude<keyof AllBuilders, TextBuilder>]: AllBuilders[K] extends (...args: never[]) => Command<infer T>
    ? PlainAt<T, K>
    : never
}[Exclude<keyof AllBuilders, TextBuilder>]

export function whatStaysTextIsWhatTheTestsOfAllBuildersExpect(): void {
  // SET answers with 'OK', or with bytes.
  isTrue<Same<Exclude<PlainOfAll, 'set'>, (typeof PLAIN)[number]>>()
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

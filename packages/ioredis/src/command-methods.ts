import { TABLE } from '@rc/commands'
import { EventEmitter } from 'node:events'
import type { RedisCommander } from 'ioredis'
import { Readable } from 'node:stream'
import { told, withoutCallback, wordsOf, type Call } from './words.js'

/** First words of all commands, in lower case: ioredis has a method for each, and one for its Buffers. */
export const METHODS: readonly string[] = [
  ...new Set(TABLE.map(({ name }) => (name.split(' ')[0] as string).toLowerCase())),
]

/** What ioredis' types call a client's commands. */
export type IoredisCommands = Omit<
  RedisCommander,
  | 'pipeline'
  | 'multi'
  | 'exec'
  | 'subscribe'
  | 'psubscribe'
  | 'ssubscribe'
  | 'quit'
  | 'unsubscribe'
  | 'punsubscribe'
  | 'sunsubscribe'
>

/** Options of a stream over what a SCAN gives. */
export interface ScanStreamOptions {
  match?: string | undefined
  count?: number | string | undefined
  type?: string | undefined
  noValues?: boolean | undefined
  key?: string | Buffer | undefined
}

/** What takes commands in ioredis' form: the client, and each of its nodes. */
export abstract class CommandMethods extends EventEmitter {
  /** Sends a call. */
  abstract send(call: Call): Promise<unknown>

  /** Sends any command by its name. */
  call(name: string, ...args: unknown[]): Promise<unknown> {
    return sent(this, name, args, false)
  }

  /** Sends any command by its name; Buffers come where strings would. */
  callBuffer(name: string, ...args: unknown[]): Promise<unknown> {
    return sent(this, name, args, true)
  }

  /** Pages of the elements of a set. */
  sscanStream(key: string, options: ScanStreamOptions = {}): Readable {
    return pagesOf(this, ['SSCAN', key], options)
  }

  /** Pages of the fields and values of a hash. */
  hscanStream(key: string, options: ScanStreamOptions = {}): Readable {
    return pagesOf(this, ['HSCAN', key], options)
  }

  /** Pages of the members and scores of a sorted set. */
  zscanStream(key: string, options: ScanStreamOptions = {}): Readable {
    return pagesOf(this, ['ZSCAN', key], options)
  }
}

function sent(target: CommandMethods, name: string, given: unknown[], asBytes: boolean): Promise<unknown> {
  const { args, callback } = withoutCallback(given)
  return told(target.send({ words: wordsOf(name, args), asBytes }), callback)
}

/** A stream of the pages of a scan. */
export function pagesOf(target: CommandMethods, words: readonly string[], options: ScanStreamOptions): Readable {
  const { match, count, type, noValues } = options
  const rest = [
    ...(match === undefined ? [] : ['MATCH', match]),
    ...(type === undefined ? [] : ['TYPE', type]),
    ...(count === undefined ? [] : ['COUNT', count]),
    ...(noValues === true ? ['NOVALUES'] : []),
  ]
  async function* pages(): AsyncGenerator<unknown> {
    let cursor = '0'
    do {
      const [name = '', ...key] = words
      const [next, page] = (await target.call(name, ...key, cursor, ...rest)) as [string, unknown]
      yield page
      cursor = String(next)
    } while (cursor !== '0')
  }
  return Readable.from(pages(), { objectMode: true })
}

/** Puts a method on a prototype for each command that it has no method of its own for. */
export function attachMethods(prototype: CommandMethods): void {
  const define = (method: string, value: (this: CommandMethods, ...args: unknown[]) => unknown) => {
    if (!(method in prototype)) Object.defineProperty(prototype, method, { configurable: true, writable: true, value })
  }
  for (const name of METHODS) {
    define(name, function (...args) {
      return sent(this, name, args, false)
    })
    define(`${name}Buffer`, function (...args) {
      return sent(this, name, args, true)
    })
  }
}

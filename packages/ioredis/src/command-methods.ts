import { TABLE } from '@rc/commands'
import { EventEmitter } from 'node:events'
import type { RedisCommander } from 'ioredis'
import { pagesOf, type PageStream, type ScanStreamOptions } from './page-stream.js'
import { told, withoutCallback } from './told.js'
import { type Call, wordsOf } from './words.js'

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
  sscanStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['SSCAN', key], options)
  }

  /** As `sscanStream`, with Buffers. */
  sscanBufferStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['SSCAN', key], { ...options, asBytes: true })
  }

  /** Pages of the fields and values of a hash. */
  hscanStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['HSCAN', key], options)
  }

  /** As `hscanStream`, with Buffers. */
  hscanBufferStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['HSCAN', key], { ...options, asBytes: true })
  }

  /** Pages of the members and scores of a sorted set. */
  zscanStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['ZSCAN', key], options)
  }

  /** As `zscanStream`, with Buffers. */
  zscanBufferStream(key: string, options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['ZSCAN', key], { ...options, asBytes: true })
  }

  /** Pages of keys: of a node its own, of a cluster those of all primaries. */
  scanStream(options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['SCAN'], options)
  }

  /** As `scanStream`, with Buffers. */
  scanBufferStream(options: ScanStreamOptions = {}): PageStream {
    return pagesOf(this, ['SCAN'], { ...options, asBytes: true })
  }
}

function sent(target: CommandMethods, name: string, given: unknown[], asBytes: boolean): Promise<unknown> {
  const { args, callback } = withoutCallback(given)
  return told(target.send({ words: wordsOf(name, args), asBytes }), callback)
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

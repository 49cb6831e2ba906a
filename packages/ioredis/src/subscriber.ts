import type { Channels, SubscribeKind } from './channels.js'
import { CommandMethods } from './command-methods.js'
import { told, withoutCallback } from './told.js'

/** What subscribes in ioredis' form: messages are events, and commands go on as before. */
export abstract class Subscriber extends CommandMethods {
  protected abstract channels: Channels

  /** Resolves with how many channels and patterns are subscribed to then; messages come as `message` events. */
  subscribe(...channels: unknown[]): Promise<unknown> {
    return this.#subscribe('subscribe', channels)
  }

  /** As `subscribe`, by patterns: `pmessage`. */
  psubscribe(...patterns: unknown[]): Promise<unknown> {
    return this.#subscribe('psubscribe', patterns)
  }

  /** As `subscribe`, of sharded channels: `smessage`. */
  ssubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#subscribe('ssubscribe', channels)
  }

  unsubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#unsubscribe('subscribe', channels)
  }

  punsubscribe(...patterns: unknown[]): Promise<unknown> {
    return this.#unsubscribe('psubscribe', patterns)
  }

  sunsubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#unsubscribe('ssubscribe', channels)
  }

  #subscribe(kind: SubscribeKind, given: unknown[]): Promise<number> {
    const { args, callback } = withoutCallback(given)
    return told(this.channels.add(kind, args.flat().map(String)), callback)
  }

  #unsubscribe(kind: SubscribeKind, given: unknown[]): Promise<number> {
    const { args, callback } = withoutCallback(given)
    return told(this.channels.remove(kind, args.flat().map(String)), callback)
  }
}

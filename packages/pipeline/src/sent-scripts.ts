import { type Command, isScriptCommand } from '@rc/commands'
import type { Connection } from '@rc/pool'

/** A client whose scripts are all different would fill this for nothing. */
const REMEMBERED = 1000

/**
 * Which scripts went over each connection. The first call of a script there carries its text, the others its hash: so
 * none is sent in vain, and the order of a slot's commands holds from the first call on.
 */
export class SentScripts {
  readonly #sent = new WeakMap<Connection, Set<string>>()

  /** The form in which a call should go over a connection. */
  formFor(call: Command<unknown>, connection: Connection): Command<unknown> {
    if (!isScriptCommand(call)) return call
    const sent = this.#sentOver(connection)
    if (sent.has(call.sha1)) return call.forms.byHash
    if (sent.size >= REMEMBERED) sent.clear()
    sent.add(call.sha1)
    return call.forms.withText
  }

  /**
   * A server did not know a call's script.
   *
   * @returns whether the text can be sent instead
   */
  forget(call: Command<unknown>, connection: Connection): boolean {
    if (!isScriptCommand(call) || call === call.forms.withText) return false
    this.#sentOver(connection).delete(call.sha1)
    return true
  }

  #sentOver(connection: Connection): Set<string> {
    let sent = this.#sent.get(connection)
    if (sent === undefined) {
      sent = new Set()
      this.#sent.set(connection, sent)
    }
    return sent
  }
}

import { type Command, isScriptCommand, type ScriptCommand } from '@rc/commands'
import type { Connection } from '@rc/pool'

/** A client whose scripts are all different would fill this for nothing. */
const REMEMBERED = 1000

/**
 * Which scripts went over each connection. The first call of a script there carries its text, the others its hash: so
 * none is sent in vain, and the order of a slot's commands holds from the first call on.
 */
export class SentScripts {
  readonly #sent = new WeakMap<Connection, Set<string>>()

  /** The form in which a call should go over a connection. The text is always right, so it stays the text. */
  formFor(call: ScriptCommand<unknown>, connection: Connection): ScriptCommand<unknown> {
    const { sha1, forms } = call
    if (call === forms.withText) return call
    const sent = this.#sentOver(connection)
    if (sent.has(sha1)) return call
    if (sent.size >= REMEMBERED) sent.clear()
    sent.add(sha1)
    return forms.withText
  }

  /** The form to send where a server did not know a call's script; undefined where there is no other. */
  afterUnknown(call: Command<unknown>): ScriptCommand<unknown> | undefined {
    return isScriptCommand(call) && call !== call.forms.withText ? call.forms.withText : undefined
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

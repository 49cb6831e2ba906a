import type { Command } from './command.js'

/** A call of a script in one of its two forms, each of which knows both: by the script's hash, and with its text. */
export interface ScriptCommand<T> extends Command<T> {
  /** SHA-1 of the script's text. */
  readonly sha1: string
  /** Both forms. */
  readonly forms: {
    /** EVALSHA: short, for servers that have the script. */
    readonly byHash: ScriptCommand<T>
    /** EVAL: for those that do not; they have it from then on. */
    readonly withText: ScriptCommand<T>
  }
}

/** One call of a script; answers with the form by hash. */
export function scriptCommand<T>(sha1: string, byHash: Command<T>, withText: Command<T>): ScriptCommand<T> {
  const forms = {} as { byHash: ScriptCommand<T>; withText: ScriptCommand<T> }
  forms.byHash = { ...byHash, sha1, forms }
  forms.withText = { ...withText, sha1, forms }
  return forms.byHash
}

/** Whether a command is a call of a script that has both forms. */
export const isScriptCommand = <T>(command: Command<T>): command is ScriptCommand<T> => 'forms' in command

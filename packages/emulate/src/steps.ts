import { type Command, type CommandSpec, command, type Executor, type Key, keyPositions, UNLINK } from '@rc/commands'
import { ConfigError, type Part, PartialFailureError, RedisClusterError, ReplyError } from '@rc/errors'
import type { Arg, Reply } from '@rc/resp'
import { nameOf } from './words.js'

/** Who runs the steps. Reads and writes differ where data goes from one database into another. */
export interface Executors {
  readonly reads: Executor
  readonly writes: Executor
  beside(key: Key): Key
}

/**
 * What a step does: reads at the source; tends to a key at the destination, or looks at it; fills a temporary key,
 * which goes by itself; changes what others see.
 */
type Kind = 'reads' | 'tends' | 'stages' | 'writes'

interface Step<T> {
  readonly kind: Kind
  readonly command: Command<T>
  /** Error replies that are an answer too: those whose text matches. */
  readonly accept?: RegExp
  /** The temporary key in which this step leaves what it takes. */
  readonly waitsIn?: Key
}

/** Runs the steps of one command, and remembers what was done, for the error of a step that fails. */
export class Steps {
  readonly spec: CommandSpec
  readonly args: readonly Arg[]
  /** Indexes of the keys among the arguments. */
  readonly positions: readonly number[]
  readonly #executors: Executors
  readonly #temporary = new Set<Key>()
  readonly #done: Part[] = []
  readonly #failed: Part[] = []
  /** Whether others can see a change: what the whole command's `executed` will say. */
  #seen: 'no' | 'maybe' | 'yes' = 'no'
  /** A step that changes something has no known outcome. */
  #doubt = false
  #indexes: ReadonlyMap<string, readonly number[]> | undefined

  constructor({ spec, args }: Command<unknown>, executors: Executors) {
    this.spec = spec
    this.args = args
    this.positions = keyPositions(spec.keys, args)
    this.#executors = executors
  }

  /** A name for a key where `key` lives. */
  beside(key: Key): Key {
    return this.#executors.beside(key)
  }

  /** A name for a temporary key where `key` lives, which is deleted with the end of the command, however it ends. */
  temporary(key: Key): Key {
    const name = this.beside(key)
    this.remember(name)
    return name
  }

  /** A temporary key has come to be. */
  remember(name: Key): void {
    this.#temporary.add(name)
  }

  /** A temporary key is gone. */
  forget(name: Key): void {
    this.#temporary.delete(name)
  }

  /** Reads. */
  read<T = Reply>(spec: CommandSpec, ...args: readonly Arg[]): Promise<T> {
    return this.#run({ kind: 'reads', command: command<T>(spec, args) })
  }

  /** Reads, where an error reply that matches is an answer too. */
  tryRead<T = Reply>(accept: RegExp, spec: CommandSpec, ...args: readonly Arg[]): Promise<T | ReplyError> {
    return this.#run<T | ReplyError>({ kind: 'reads', command: command<T>(spec, args), accept })
  }

  /** Looks at a key at the destination, or keeps a temporary one from expiring. */
  tend<T = Reply>(spec: CommandSpec, ...args: readonly Arg[]): Promise<T> {
    return this.#run({ kind: 'tends', command: command<T>(spec, args) })
  }

  /** Writes to a temporary key. */
  stage<T = Reply>(spec: CommandSpec, ...args: readonly Arg[]): Promise<T> {
    return this.#run({ kind: 'stages', command: command<T>(spec, args) })
  }

  /** Changes what others see. */
  write<T = Reply>(spec: CommandSpec, ...args: readonly Arg[]): Promise<T> {
    return this.#run({ kind: 'writes', command: command<T>(spec, args) })
  }

  /** Changes what others see, where an error reply that matches is an answer too. */
  tryWrite<T = Reply>(accept: RegExp, spec: CommandSpec, ...args: readonly Arg[]): Promise<T | ReplyError> {
    return this.#run<T | ReplyError>({ kind: 'writes', command: command<T>(spec, args), accept })
  }

  /** Takes something away, and leaves it in a temporary key that does not expire. */
  take<T = Reply>(waitsIn: Key, spec: CommandSpec, ...args: readonly Arg[]): Promise<T> {
    return this.#run({ kind: 'writes', command: command<T>(spec, args), waitsIn })
  }

  /** Deletes temporary keys. Nobody waits for it: they would expire by themselves. */
  tidy(): void {
    for (const name of this.#temporary) void this.#drop(name)
  }

  /**
   * Lets the server say what is wrong with the command: sends it with keys that do not exist. Throws in any case.
   *
   * @throws ReplyError what the server says
   * @throws ConfigError where nothing is wrong with it, but an option that nothing here knows
   */
  async refuse(): Promise<never> {
    const { spec, args } = this
    const words = [...args]
    for (const at of this.positions) words[at] = this.temporary(args[this.positions[0] as number] as Key)
    await this.#run({ kind: 'reads', command: command(spec, words) })
    throw new ConfigError(
      `${spec.name} with these options cannot be done step by step, as its keys live apart; it did not run. ` +
        'Give the keys a common hash tag, such as {user:1}:a and {user:1}:b.',
      { command: spec.name },
    )
  }

  /** The error of the whole command, where `error` ended it: the same where nothing was changed. */
  explain(error: unknown): unknown {
    if (!(error instanceof RedisClusterError)) return error
    if (this.#done.length === 0 && !this.#doubt) return error
    const failed = this.#failed.length > 0 ? this.#failed : [{ node: error.node, keys: [], error }]
    return new PartialFailureError([...this.#done, ...failed], { command: this.spec.name, executed: this.#seen })
  }

  async #run<T>(step: Step<T>): Promise<T> {
    const { reads, writes } = this.#executors
    try {
      const reply = await (step.kind === 'reads' ? reads : writes).run(step.command)
      if (step.kind === 'stages' || step.kind === 'writes') this.#succeeded(step)
      return reply
    } catch (error) {
      // T holds ReplyError wherever a pattern is given.
      if (error instanceof ReplyError && step.accept?.test(error.message)) return error as T
      if (error instanceof RedisClusterError) this.#fail(step, error)
      throw error
    }
  }

  #succeeded(step: Step<unknown>): void {
    if (step.kind === 'writes' && this.#seen === 'no') this.#seen = 'yes'
    const part = this.#partOf(step)
    const last = this.#done[this.#done.length - 1]
    // A thousand chunks of one kind are one part.
    if (last?.command !== part.command || String(last?.keys) !== String(part.keys)) this.#done.push(part)
  }

  #fail(step: Step<unknown>, error: RedisClusterError): void {
    this.#failed.push({ ...this.#partOf(step), node: error.node, error })
    if (error.executed !== 'maybe' || step.kind === 'reads' || step.kind === 'tends') return
    this.#doubt = true
    if (step.kind === 'writes') this.#seen = 'maybe'
  }

  #partOf({ command: { spec, args }, waitsIn }: Step<unknown>): Part {
    this.#indexes ??= this.#indexKeys()
    const keys = keyPositions(spec.keys, args).flatMap(at => this.#indexes?.get(nameOf(args[at] as Arg)) ?? [])
    const part: Part = { node: undefined, keys, command: spec.name }
    return waitsIn === undefined ? part : { ...part, waitsIn: () => waitsIn }
  }

  /** Which of the command's keys are of a name: a look-up, as there may be as many steps as keys. */
  #indexKeys(): ReadonlyMap<string, readonly number[]> {
    const indexes = new Map<string, number[]>()
    this.positions.forEach((at, i) => {
      const name = nameOf(this.args[at] as Arg)
      const same = indexes.get(name)
      if (same === undefined) indexes.set(name, [i])
      else same.push(i)
    })
    return indexes
  }

  async #drop(name: Key): Promise<void> {
    try {
      await this.#executors.writes.run(command(UNLINK, [name]))
    } catch {
      // It expires.
    }
  }
}

/** Waits for all, also where one fails, so that nothing goes on behind the error. */
export async function all<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(promises)
  for (const one of settled) if (one.status === 'rejected') throw one.reason
  return Promise.all(promises)
}

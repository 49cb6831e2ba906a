import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { FailedError } from '../io.js'
import { type Outcome, Tally } from './outcome.js'

/** What one copy is told from another by. */
export interface CopyIdentity {
  readonly source: string
  readonly target: string
  readonly match: string | undefined
  readonly replace: boolean
}

/** How far a copy has come. */
export interface CopyState {
  /** Where its scan is; undefined once all keys are copied. */
  readonly cursor: string | undefined
  readonly tally: Tally
}

interface Stored extends CopyIdentity {
  readonly version: 1
  readonly cursor: string | null
  readonly counts: Record<Outcome, number>
  readonly bytes: number
}

const WRITE_EVERY_MS = 100

/** The file that remembers how far a copy has come. Holds names of servers, and no password, key or value. */
export class StateFile {
  readonly path: string
  readonly #identity: CopyIdentity
  #writtenAt = 0

  constructor(path: string | undefined, identity: CopyIdentity, env: Readonly<Record<string, string | undefined>>) {
    this.path = path ?? defaultPath(identity, env)
    this.#identity = identity
  }

  /**
   * How far an earlier run came; undefined where there was none.
   *
   * @throws FailedError where the file is of another copy, or is broken
   */
  read(): CopyState | undefined {
    let text: string
    try {
      text = readFileSync(this.path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw new FailedError(`Cannot read ${this.path}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`)
    }
    const stored = parse(text)
    if (stored === undefined || !this.#isMine(stored)) {
      throw new FailedError(
        `${this.path} ${stored === undefined ? 'is no state of a copy' : 'belongs to another copy'}. ` +
          'Name another file with --state, or begin anew with --restart.',
      )
    }
    return { cursor: stored.cursor ?? undefined, tally: new Tally(stored) }
  }

  /** Writes it, several times a second at most, so that a crash at any moment leaves a whole file. */
  write({ cursor, tally }: CopyState, always = false): void {
    const now = performance.now()
    if (!always && now - this.#writtenAt < WRITE_EVERY_MS) return
    this.#writtenAt = now
    const { counts, bytes } = tally
    const stored: Stored = { version: 1, ...this.#identity, cursor: cursor ?? null, counts, bytes }
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      const draft = `${this.path}.${process.pid}`
      writeFileSync(draft, `${JSON.stringify(stored)}\n`, { mode: 0o600 })
      renameSync(draft, this.path)
    } catch (error) {
      throw new FailedError(`Cannot write ${this.path}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`)
    }
  }

  remove(): void {
    rmSync(this.path, { force: true })
  }

  #isMine(stored: Stored): boolean {
    const { source, target, match, replace } = this.#identity
    return stored.source === source && stored.target === target && stored.match === match && stored.replace === replace
  }
}

function parse(text: string): Stored | undefined {
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null
    const isWhole =
      stored?.version === 1 &&
      (stored.cursor === null || typeof stored.cursor === 'string') &&
      typeof stored.counts === 'object' &&
      typeof stored.bytes === 'number'
    return isWhole ? (stored as Stored) : undefined
  } catch {
    return undefined
  }
}

function defaultPath(identity: CopyIdentity, env: Readonly<Record<string, string | undefined>>): string {
  const folder = env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local', 'state')
  const { source, target, match, replace } = identity
  const text = JSON.stringify([source, target, match ?? null, replace])
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  return join(folder, 'rc', `copy-${hash}.json`)
}

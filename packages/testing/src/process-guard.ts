import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Reads pids from its standard input until that closes, which happens when the process that holds the other end is
 * gone, for whatever reason. Then it ends those pids and removes the folder.
 */
const WATCHDOG = `
trap '' INT TERM HUP
pids=' '
while read -r verb pid; do
  case $verb in
    +) pids="$pids$pid " ;;
    -) rest=' '
       for p in $pids; do [ "$p" = "$pid" ] || rest="$rest$p "; done
       pids=$rest ;;
    keep) set -- ;;
  esac
done
for p in $pids; do
  kill -s KILL -- "-$p"
  kill -s KILL "$p"
done 2>/dev/null
[ $# -eq 0 ] && exit
rm -rf "$1" 2>/dev/null
[ -e "$1" ] && sleep 1 && rm -rf "$1"
`

/** Makes itself known to the watchdog before it becomes the server, so that there is no moment without a guard. */
const REGISTER = `echo "+ $$" >&3; exec 3>&-; exec "$@"`

const guards = new Set<ProcessGuard>()

/** A program to run under a guard. */
export interface GuardedProgram {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** File descriptor that takes its output. */
  readonly output: number
}

/**
 * Sees to it that child processes and their folder end with this process, however it ends: also by SIGKILL, and also
 * where a child is stopped. A small shell process of its own session holds a pipe to this one and acts when it breaks.
 */
export class ProcessGuard {
  /** A new folder, removed with the guard. */
  readonly folder: string
  readonly #watchdog: ChildProcess
  readonly #pids = new Set<number>()
  #keepFolder = false
  #released = false

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'rc-testing-'))
    // A session of its own: a Ctrl-C in the terminal must not end the watchdog before its work.
    this.#watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'rc-testing-watchdog', this.folder], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    this.#watchdog.unref()
    this.#watchdog.on('error', () => {})
    this.#watchdog.stdin?.on('error', () => {})
    // The pipe alone must not keep a process alive that forgot to stop its servers.
    unrefStream(this.#watchdog.stdin)
    if (guards.size === 0) process.on('exit', endAll)
    guards.add(this)
  }

  /** Starts a program that cannot outlive this process. It leads a process group of its own. */
  spawn(program: GuardedProgram): ChildProcess {
    const { command, args, cwd, output } = program
    const child = spawn('/bin/sh', ['-c', REGISTER, 'sh', command, ...args], {
      cwd,
      detached: true,
      stdio: ['ignore', output, output, this.#watchdog.stdin],
    })
    const { pid } = child
    if (pid !== undefined) {
      this.#pids.add(pid)
      child.once('exit', () => {
        this.#pids.delete(pid)
        this.#tell(`- ${pid}`)
      })
    }
    child.unref()
    return child
  }

  /** Leaves the folder behind when all is over. */
  keepFolder(): void {
    this.#keepFolder = true
    this.#tell('keep')
  }

  /** Ends whatever still runs, removes the folder and lets the watchdog go. */
  release(): void {
    if (this.#released) return
    this.#released = true
    for (const pid of this.#pids) killGroup(pid)
    if (!this.#keepFolder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
    this.#watchdog.stdin?.end()
    guards.delete(this)
    if (guards.size === 0) process.off('exit', endAll)
  }

  #tell(line: string): void {
    if (!this.#released) this.#watchdog.stdin?.write(`${line}\n`)
  }
}

/** Ends a process and the children that it forked, also where they are stopped. */
export function killGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // It is gone already, which is what was wanted.
    }
  }
}

function endAll(): void {
  for (const guard of guards) guard.release()
}

function unrefStream(stream: unknown): void {
  if (typeof stream === 'object' && stream !== null && 'unref' in stream && typeof stream.unref === 'function') {
    stream.unref()
  }
}

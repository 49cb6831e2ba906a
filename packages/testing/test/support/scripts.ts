import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** Runs scripts that import `@rc/testing` in processes of their own, from the sources, without a build. */
export class Scripts {
  readonly folder = mkdtempSync(join(tmpdir(), 'rc-scripts-'))

  constructor() {
    for (const name of ['errors', 'testing']) {
      const source = fileURLToPath(new URL(`../../../${name}/src/`, import.meta.url))
      const target = join(this.folder, 'node_modules/@rc', name)
      mkdirSync(target, { recursive: true })
      writeFileSync(join(target, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }))
      compileFolder(source, target)
    }
  }

  /** Starts a script; its lines of output are read as JSON, one after the other. */
  start(code: string, { env = {}, args = [] }: { env?: NodeJS.ProcessEnv; args?: string[] } = {}): RunningScript {
    const file = join(this.folder, `script-${Math.random().toString(36).slice(2)}.mjs`)
    writeFileSync(file, code)
    const child = spawn(process.execPath, [...args, file], {
      env: { ...process.env, ...env },
      // A group of its own, as a program has that is started from a terminal.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return new RunningScript(child)
  }

  /** Removes the compiled files. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A script that was started. */
export class RunningScript {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }>
  readonly #lines: AsyncIterator<string>

  constructor(child: ChildProcess) {
    this.child = child
    if (child.stdout === null || child.stderr === null) throw new Error('no output')
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    this.ended = new Promise(resolve => {
      child.once('close', (code, signal) => resolve({ code, signal, stderr }))
    })
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  }

  /** The next line of its output. */
  async next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`The script ended: ${(await this.ended).stderr}`)
    return JSON.parse(value) as T
  }
}

function compileFolder(source: string, target: string): void {
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      mkdirSync(join(target, entry.name), { recursive: true })
      compileFolder(join(source, entry.name), join(target, entry.name))
    } else if (/(?<!\.test|\.bench)\.ts$/.test(entry.name)) {
      const { outputText } = ts.transpileModule(readFileSync(join(source, entry.name), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
      })
      writeFileSync(join(target, entry.name.replace(/\.ts$/, '.js')), outputText)
    }
  }
}

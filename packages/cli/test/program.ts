import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PassThrough, Readable } from 'node:stream'
import { build } from 'tsup'
import { run } from '../src/run.js'

/** How a command line ended. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** What a command line in this process gets. */
export interface Setting {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly terminal?: boolean
}

/** Runs a command line in this process. */
export async function rc(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const text = { out: '', err: '' }
  const sink = (name: 'out' | 'err') =>
    new PassThrough().on('data', (chunk: Buffer) => {
      text[name] += chunk.toString()
    })
  const stdin = Readable.from([Buffer.from(setting.input ?? '')], { objectMode: false })
  const stdout = Object.assign(sink('out'), { isTTY: setting.terminal === true })
  const stderr = sink('err')
  const signal = setting.signal ?? new AbortController().signal
  const code = await run(args, { stdin, stdout, stderr, env: setting.env ?? {}, signal })
  stdout.end()
  stderr.end()
  await new Promise(resolve => setImmediate(resolve))
  return { code, ...text }
}

const packages = fileURLToPath(new URL('../../', import.meta.url))

/** Builds the program out of the sources, as one file in `folder`, and tells where it is. */
export async function buildProgram(folder: string): Promise<string> {
  const alias = Object.fromEntries(
    readdirSync(packages).map(name => [`@rc/${name}`, `${packages}${name}/src/index.ts`]),
  )
  await build({
    config: false,
    silent: true,
    entry: { rc: fileURLToPath(new URL('../src/main.ts', import.meta.url)) },
    format: ['esm'],
    target: 'node20',
    outDir: folder,
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/.*/],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    esbuildOptions: options => {
      options.alias = {
        '@rc/emulate/names': `${packages}emulate/src/names.ts`,
        '@rc/pubsub/verbs': `${packages}pubsub/src/verbs.ts`,
        ...alias,
      }
    },
  })
  return `${folder}/rc.mjs`
}

/** A program that runs in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Outcome>
}

/** Starts the program in a process of its own. */
export function start(program: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdin.end()
  const ended = new Promise<Outcome>(resolve => {
    child.once('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : 1), out, err }))
  })
  return { child, ended }
}

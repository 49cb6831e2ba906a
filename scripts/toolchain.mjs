// Finds pnpm in the version that package.json pins, and installs it into .tools/ where it is not there: a machine with
// Node and npm needs nothing else.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'

/** The environment in which the pinned pnpm is the first on PATH. */
export function environment() {
  const version = /^pnpm@([0-9.]+)/.exec(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager)[1]
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
  const found = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell: windows })
  if (found.status === 0 && found.stdout.trim() === version) return env
  const folder = join(root, '.tools', `pnpm-${version}`)
  const bin = join(folder, 'node_modules', '.bin')
  if (!existsSync(join(bin, windows ? 'pnpm.cmd' : 'pnpm'))) {
    console.error(`Installing pnpm ${version} into .tools/ …`)
    const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `pnpm@${version}`]
    const { status } = spawnSync('npm', install, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: windows })
    if (status !== 0) throw new Error('npm could not install pnpm. Is the npm registry reachable?')
  }
  return { ...env, PATH: `${bin}${delimiter}${process.env.PATH}` }
}

/** Runs a command to its end, with its output shown; resolves with its exit code. Signals are passed on to it. */
export function run(command, args, { env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: quiet ? ['inherit', 'ignore', 'inherit'] : 'inherit',
      shell: windows,
    })
    // The child ends first and cleans up; whoever started us waits for it. Ctrl-C reaches it by itself.
    const forward = signal => child.kill(signal)
    const ignore = () => {}
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', ignore)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', ignore)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

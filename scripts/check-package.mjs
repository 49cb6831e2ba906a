// Checks what a package would publish: run in the package's folder, after its build.
import { spawnSync } from 'node:child_process'

const checks = [
  ['publint', 'run', '--strict'],
  // The oldest resolution knows no subpaths; the main entry works there all the same (main and types).
  ['attw', '--pack', '.', '--profile', 'node16', '--no-emoji', '--no-color'],
]

for (const command of checks) {
  const { status, stdout, stderr } = spawnSync('pnpm', ['exec', ...command], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(`${command[0]} failed in ${process.cwd()}\n${stdout}${stderr}`)
    process.exitCode = 1
  }
}

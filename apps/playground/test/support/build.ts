import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Builds the playground and the packages that it needs; what is built already is not built again. */
export function setup(): void {
  const args = ['exec', 'turbo', 'run', 'build', '--filter=@rc/playground...', '--output-logs=errors-only']
  execFileSync('pnpm', args, {
    cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
}

// The one way into the workspace: node scripts/run.mjs <start|test|check|bench> [arguments]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, root, run } from './toolchain.mjs'

const USAGE = `Usage: npm start | npm test | npm run check | npm run example | npm run bench   (arguments follow --)

  start   build, then show a live cluster as a web page   [-- --nodes host:port,… --port N --help]
  test    build, then run all tests against real servers  [-- file or vitest option …]
  check   formatting, lint, types, import graph, size, and what would be published
  example run one of the examples against a real cluster  [-- tutorial]
  bench   build, then compare with the other clients      [-- --quick --help]
          or see how the cost grows with load and cluster  [-- growth --help],
          or how fast messages are heard                   [-- pubsub --help]`

/** Where vitest leaves its counts. */
const REPORT = join(root, '.cache', 'test-report.json')

const tasks = {
  async start(args) {
    console.log('Building what has changed …')
    await build(['--filter=@rc/playground...'])
    // In this process: a signal that is meant for the playground reaches it, whichever of its parents gets it.
    endWithParent()
    const { playground } = await import('../apps/playground/dist/server/playground.js')
    return playground(args)
  },
  async test(args) {
    await build(['--filter=./packages/*', '--filter=@rc/playground'])
    mkdirSync(join(root, '.cache'), { recursive: true })
    const report = args.length === 0 ? ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`] : []
    const code = await run('pnpm', ['exec', 'vitest', 'run', ...report, ...args], { env })
    if (report.length > 0) summarize()
    return code
  },
  async check() {
    await build(['--filter=./packages/*'])
    const steps = [
      ['format', ['exec', 'biome', 'format', '.']],
      ['lint', ['exec', 'oxlint', '--type-aware', '--deny-warnings']],
      ['types', ['exec', 'tsc', '-p', 'tsconfig.json']],
      [
        'types of the page and the bench',
        [
          'exec',
          'turbo',
          'run',
          'typecheck',
          '--filter=@rc/playground',
          '--filter=@rc/bench',
          '--output-logs=errors-only',
        ],
      ],
      ['import graph', ['graph']],
      ['size of a bundle', ['size']],
      ['packages', ['exec', 'turbo', 'run', 'check:package', '--filter=./packages/*', '--output-logs=errors-only']],
      ['packages as published', ['exec', 'node', 'scripts/check-consumer.mjs']],
    ]
    const failed = []
    for (const [name, args] of steps) {
      console.log(`\n— ${name}`)
      if ((await run('pnpm', args, { env })) !== 0) failed.push(name)
    }
    console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`)
    return failed.length === 0 ? 0 : 1
  },
  async example(args) {
    await build(['--filter=@rc/testing...', '--filter=@rc/client...'])
    return run('pnpm', ['--silent', '--filter', '@rc/examples', 'example', ...args], { env })
  },
  async bench(args) {
    await build(['--filter=./packages/*'])
    const [script, rest] = ['growth', 'pubsub'].includes(args[0]) ? [args[0], args.slice(1)] : ['bench', args]
    return run('pnpm', ['--silent', '--filter', '@rc/bench', script, ...rest], { env })
  },
}

/** npm hands a SIGTERM to the shell between us, which ends without a word to us. */
function endWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 300)
  watch.unref()
}

async function build(filters) {
  const args = ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', ...filters]
  if ((await run('pnpm', args, { env })) !== 0) throw new Error('The build failed; see above.')
}

/** Prints the counts alone on a line, for whoever reads the output by machine. */
function summarize() {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(REPORT, 'utf8'))
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
  const line = `${numPassedTests} passed, ${numFailedTests} failed${skipped}`
  writeFileSync(join(root, '.cache', 'test-summary.txt'), `${line}\n`)
  console.log(line)
}

const [name, ...args] = process.argv.slice(2)
const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined
if (task === undefined) {
  console.error(USAGE)
  process.exit(2)
}
let env
try {
  env = environment()
  const installed = await run('pnpm', ['install', '--frozen-lockfile', '--silent'], { env })
  if (installed !== 0) throw new Error('pnpm install failed; see above.')
  process.exitCode = await task(args)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

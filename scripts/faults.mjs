// The fault suite against real servers: bundles the sources, so that no build is needed, and runs them.
// node scripts/faults.mjs [--rows 1,7] [--client ours,ioredis] [--runs 5] …
// node scripts/faults.mjs soak [--minutes 5] [--seed 1]
import { join } from 'node:path'
import { build } from 'tsup'
import { root, run } from './toolchain.mjs'

const folder = join(root, 'packages/client/test/faults')
const out = join(root, '.cache/faults')
await build({
  config: false,
  entry: {
    main: join(folder, 'main.ts'),
    worker: join(folder, 'worker.ts'),
    soak: join(folder, 'soak/main.ts'),
    'soak-worker': join(folder, 'soak/worker.ts'),
  },
  outDir: out,
  format: ['esm'],
  // Each program is whole: one that runs is not harmed when another run writes its own.
  splitting: false,
  target: 'node20',
  tsconfig: join(root, 'tsconfig.json'),
  noExternal: [/^@rc\//],
  outExtension: () => ({ js: '.js' }),
  silent: true,
})
const [program, args] = process.argv[2] === 'soak' ? ['soak', process.argv.slice(3)] : ['main', process.argv.slice(2)]
process.exitCode = await run('node', ['--enable-source-maps', join(out, `${program}.js`), ...args], { cwd: root })

// Says what a bundle of the client weighs, minified and gzipped: what every user loads, and what is loaded when it is
// first used. Fails where it has grown beyond its limit. `--files` lists what it is made of.
//
//   node scripts/check-size.mjs [--files]
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundleSize } from './bundle-size.mjs'
import { root } from './toolchain.mjs'

const packages = join(root, 'packages')

/** What is bundled, and how many bytes of it may be loaded at once, minified and gzipped. */
const BUNDLES = {
  '@rc/client': { code: "export * from '@rc/client'", limit: 84_000 },
  '@rc/client/bare and five builders': {
    code: `export { ClusterClient } from '@rc/client/bare'
           export { get, set, del, incr, mget } from '@rc/commands'`,
    limit: 46_500,
  },
}

/** The sources stand for the packages, so that no build is needed. They have no side effects, as package.json says. */
const sources = {
  name: 'sources',
  setup(bundler) {
    bundler.onResolve({ filter: /^@rc\// }, ({ path }) => {
      const [, name, entry = 'index'] = path.split('/')
      return { path: join(packages, name, 'src', `${entry}.ts`), sideEffects: false }
    })
    bundler.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, importer }) => {
      const file = join(dirname(importer), path.replace(/\.js$/, '.ts'))
      return existsSync(file) ? { path: file, sideEffects: false } : undefined
    })
  },
}

const kilo = bytes => `${(bytes / 1000).toFixed(1)} kB`

function print(name, columns) {
  console.log(name.padEnd(50) + columns.map(text => text.padStart(14)).join(''))
}

function printFiles(inputs) {
  const sizes = inputs.map(([file, { bytesInOutput }]) => [file.split('packages/').at(-1), bytesInOutput])
  for (const [file, bytes] of sizes.sort((a, b) => b[1] - a[1])) if (bytes > 0) print(`  ${file}`, [String(bytes)])
}

print('bundle', ['minified', 'gzipped', 'limit'])
for (const [name, { code, limit }] of Object.entries(BUNDLES)) {
  const { atOnce, later } = await bundleSize(code, packages, [sources])
  print(name, [kilo(atOnce.minified), kilo(atOnce.gzipped), kilo(limit)])
  if (process.argv.includes('--files')) printFiles(atOnce.inputs)
  if (later.gzipped > 0) print('  loaded when first used', [kilo(later.minified), kilo(later.gzipped)])
  if (process.argv.includes('--files')) printFiles(later.inputs)
  if (atOnce.gzipped > limit) {
    console.error(`${name} has outgrown its limit. Load what few need when it is first used, or say why not.`)
    process.exitCode = 1
  }
}

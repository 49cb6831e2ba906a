// A process that bundles a client and prints what it weighs.
import { fileURLToPath } from 'node:url'
import { bundleSize } from '../../../scripts/bundle-size.mjs'

const { code } = JSON.parse(process.argv[2] ?? '{}')
const { atOnce, later } = await bundleSize(code, fileURLToPath(new URL('.', import.meta.url)))
process.stdout.write(
  `${JSON.stringify({ minified: atOnce.minified, gzipped: atOnce.gzipped, later: later.gzipped })}\n`,
)

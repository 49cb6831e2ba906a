import { defineConfig } from 'tsup'
import { library } from '../../tsup.base.js'

export default [
  library({ clean: ['!bin.js'] }),
  // Runs on its own, so it is a bundle of its own. Both are built at once: neither removes what the other writes.
  defineConfig({ entry: { bin: 'src/bin/main.ts' }, format: ['esm'], target: 'node20', clean: false, treeshake: true }),
]

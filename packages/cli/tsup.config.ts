import { defineConfig } from 'tsup'
import { library } from '../../tsup.base.js'

export default [
  library({ clean: ['!bin.js'] }),
  // The program itself. Both are built at once: neither removes what the other writes.
  defineConfig({ entry: { bin: 'src/main.ts' }, format: ['esm'], target: 'node20', clean: false, treeshake: true }),
]

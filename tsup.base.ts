import { defineConfig, type Options } from 'tsup'

/** One build for every package: ESM and CJS, each with its own declarations, nothing bundled but the package itself. */
export const library = (options: Options = {}) =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node20',
    dts: true,
    clean: true,
    sourcemap: true,
    // Entries of one package share their chunks: two copies of a class would not recognise each other.
    splitting: true,
    treeshake: true,
    ...options,
  })

import { defineConfig } from 'tsup'

export default defineConfig({
  // `main` is what a person starts; `playground` is the same for who starts it from another program.
  entry: { main: 'src/server/main.ts', playground: 'src/server/playground.ts' },
  outDir: 'dist/server',
  format: ['esm'],
  target: 'node20',
  splitting: true,
  clean: true,
  sourcemap: true,
})

import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is served from memory by our own server: nothing is inlined, so that the page needs no lax policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})

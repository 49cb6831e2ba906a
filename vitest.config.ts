import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const packages = readdirSync(root('packages'))

// Tests run on the sources, so that a contributor needs no build between an edit and its test.
const alias = [
  { find: '@rc/client/bare', replacement: root('packages/client/src/bare.ts') },
  ...packages.map(name => ({ find: new RegExp(`^@rc/${name}$`), replacement: root(`packages/${name}/src/index.ts`) })),
]

export default defineConfig({
  resolve: { alias },
  test: {
    projects: packages.map(name => ({
      resolve: { alias },
      test: {
        name,
        root: root(`packages/${name}`),
        include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
        typecheck: { enabled: false },
        testTimeout: 60_000,
        hookTimeout: 60_000,
        pool: 'forks',
      },
    })),
    // Every test file may start servers of its own: two at a time are what two cores carry.
    maxWorkers: 2,
  },
})

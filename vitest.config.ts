import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const packages = readdirSync(root('packages'))

// Tests run on the sources, so that a contributor needs no build between an edit and its test.
const alias = [
  { find: '@rc/client/bare', replacement: root('packages/client/src/bare.ts') },
  { find: '@rc/emulate/names', replacement: root('packages/emulate/src/names.ts') },
  { find: '@rc/pubsub/verbs', replacement: root('packages/pubsub/src/verbs.ts') },
  ...packages.map(name => ({ find: new RegExp(`^@rc/${name}$`), replacement: root(`packages/${name}/src/index.ts`) })),
]

const project = (folder: string, globalSetup: string[] = []) => ({
  resolve: { alias },
  test: {
    name: basename(folder),
    root: root(folder),
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup,
    typecheck: { enabled: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      ...packages.map(name => project(`packages/${name}`)),
      // What is tested there is the program that a person starts, so that it is built first.
      project('apps/playground', ['test/support/build.ts']),
    ],
    // Every test file may start servers of its own: two at a time are what two cores carry.
    maxWorkers: 2,
  },
})

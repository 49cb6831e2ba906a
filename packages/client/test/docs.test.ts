import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

// What the documents promise to be whole, against where it comes from.

const root = resolve(import.meta.dirname, '../../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const bench = createRequire(join(root, 'bench/package.json'))

/** The names of the properties that stand at the top of an interface or a type of a declaration file. */
function optionsOf(declarations: string, name: string): string[] {
  const plain = declarations.replace(/\/\*[\s\S]*?\*\//g, '')
  const begin = plain.search(new RegExp(`(interface|type) ${name}\\b[^\\n]*\\{\\s*$`, 'm'))
  if (begin === -1) throw new Error(`No ${name} in the declarations.`)
  const body = plain.slice(begin, plain.indexOf('\n}', begin))
  return [...body.matchAll(/^(?: {2}| {4})(\w+)\??:/gm)].map(([, option]) => option as string)
}

/** The words in code marks of a part of a page. */
function namesIn(page: string, from: string, to: string): Set<string> {
  const begin = page.indexOf(from)
  const part = page.slice(begin, to === '' ? undefined : page.indexOf(to, begin))
  return new Set([...part.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => (code as string).match(/\w+/g) ?? []))
}

describe('docs/migration.md names every option of', () => {
  const page = text('docs/migration.md')

  it('ioredis', () => {
    const built = dirname(bench.resolve('ioredis'))
    const declared = (file: string) => readFileSync(join(built, file), 'utf8')
    const options = [
      ...optionsOf(declared('cluster/ClusterOptions.d.ts'), 'ClusterOptions'),
      ...optionsOf(declared('redis/RedisOptions.d.ts'), 'CommonRedisOptions'),
      ...optionsOf(declared('utils/Commander.d.ts'), 'CommanderOptions'),
    ]
    expect(options.length).toBeGreaterThan(50)
    const named = namesIn(page, '### From ioredis', '### From node-redis')
    // What holds them, and not an option of its own.
    expect(options.filter(option => option !== 'redisOptions' && !named.has(option))).toEqual([])
  })

  it('node-redis', () => {
    const library = join(
      dirname(createRequire(bench.resolve('redis')).resolve('@redis/client/package.json')),
      'dist/lib',
    )
    const declared = (file: string) => readFileSync(join(library, file), 'utf8')
    const options = [
      ...optionsOf(declared('cluster/index.d.ts'), 'RedisClusterOptions'),
      ...optionsOf(declared('cluster/index.d.ts'), 'ClusterCommander'),
      ...optionsOf(declared('client/index.d.ts'), 'RedisClientOptions'),
      ...optionsOf(declared('client/socket.d.ts'), 'RedisSocketOptionsCommon'),
      ...optionsOf(declared('client/commands-queue.d.ts'), 'CommandOptions'),
      ...optionsOf(declared('RESP/types.d.ts'), 'CommanderConfig'),
    ]
    expect(options.length).toBeGreaterThan(35)
    const named = namesIn(page, '### From node-redis', '')
    // Marked as internal, or what holds others.
    const apart = ['himportRegistry', 'slotNumber', 'askRedirect', 'defaults', 'socket', 'commandOptions']
    expect(options.filter(option => !apart.includes(option) && !named.has(option))).toEqual([])
  })
})

it('the README of the client names every option', () => {
  const options = optionsOf(text('packages/client/src/options.ts'), 'ClusterOptions')
  expect(options.length).toBeGreaterThan(25)
  const named = namesIn(text('packages/client/README.md'), '## Options', '## What is tried again')
  expect(options.filter(option => !named.has(option))).toEqual([])
})

it('every link between documents leads somewhere', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs')).map(file => `docs/${file}`),
    ...readdirSync(join(root, 'packages')).map(name => `packages/${name}/README.md`),
  ].filter(file => file.endsWith('.md'))
  const broken = pages.flatMap(page =>
    [...text(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(#[^)\s]+)?\)/g)]
      .map(([, path, anchor]) => ({ file: join(root, dirname(page), path as string), anchor }))
      .filter(({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !hasHeading(file, anchor)))
      .map(({ file, anchor = '' }) => `${page} → ${relative(root, file)}${anchor}`),
  )
  expect(broken).toEqual([])
})

const hasHeading = (file: string, anchor: string): boolean =>
  [...readFileSync(statSync(file).isDirectory() ? join(file, 'README.md') : file, 'utf8').matchAll(/^#+ (.*)$/gm)].some(
    ([, heading]) =>
      `#${(heading as string)
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-')}` === anchor,
  )

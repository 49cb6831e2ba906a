import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'tsup'
import { describe, expect, it } from 'vitest'

const index = fileURLToPath(new URL('index.ts', import.meta.url))

describe('in a browser', () => {
  it('nothing that the index leads to imports what only Node has', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/ from '([^']+)'/g)) {
        if (target.startsWith('.')) visit(resolve(dirname(file), target.replace(/\.js$/, '.ts')))
        else expect([file, target]).toEqual([file, '@rc/errors'])
      }
    }
    visit(index)
    expect(seen.size).toBeGreaterThan(15)
    expect([...seen].some(file => file.includes('/bin/'))).toBe(false)
  })

  it('works with nothing but what the web has', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rc-slots-'))
    try {
      await build({
        config: false,
        silent: true,
        entry: { index },
        format: ['iife'],
        platform: 'browser',
        target: 'es2022',
        globalName: 'slots',
        outDir: folder,
        noExternal: [/^@rc\//],
        esbuildOptions: options => {
          options.alias = { '@rc/errors': fileURLToPath(new URL('../../errors/src/index.ts', import.meta.url)) }
        },
      })
      const code = await readFile(join(folder, 'index.global.js'), 'utf8')
      // No Buffer, no process, no require: a name that is not here throws.
      const page = createContext({ TextEncoder, TextDecoder })
      const used = `
        const { keySlot, tagForSlot, planKeys, Topology, parseClusterNodes, diffTopology } = slots
        const topology = Topology.of(parseClusterNodes('a ::1:1@2 master - 0 0 1 connected 0-16383', { host: 'h', port: 1 }))
        JSON.stringify([
          keySlot('naïve'), keySlot('{user:1}:name'), tagForSlot(7000), topology.ownerOf(0).name,
          planKeys(['é{b}', Uint8Array.of(123, 98, 125)], topology).hottestTags,
          diffTopology(topology, topology.withSlotAt(3, { host: 'h', port: 7 })).slotsMoved.length,
        ])`
      expect(JSON.parse(runInContext(`${code};${used}`, page) as string)).toEqual([
        2847,
        10778,
        'dyu',
        '[::1]:1',
        [{ tag: 'b', slot: 3300, keys: 2, overcount: 0 }],
        1,
      ])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

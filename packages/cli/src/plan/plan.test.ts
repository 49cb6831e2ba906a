import { tagForSlot } from '@rc/slots'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rc } from '../../test/program.js'

const at = (slot: number, name = ''): string => `{${tagForSlot(slot)}}${name}`

describe('rc plan', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rc-plan-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('prints shards with bars, the fullest slots, the hottest tags and what would move', async () => {
    const { code, out, err } = await rc(['plan'], { input: [at(0), at(0, 'a'), at(5400), at(6000), 'foo'].join('\n') })
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('5 keys in 4 slots, over 3 shards of equal size, as assumed.')
    expect(out).toMatch(/^shard-1 +5 461 +3 +60\.0 % +█{30}$/m)
    expect(out).toMatch(/^ *0 +2 +40\.0 % +█{30}$/m)
    expect(out).toMatch(new RegExp(`^${tagForSlot(0)} +0 +2 +40\\.0 %`, 'm'))
    expect(out).toContain('4 096 slots with 1 key would move, 20.0 % of all:')
    expect(out).toMatch(/^shard-1 +4096-5460 +1 365 +1$/m)
    expect(out).not.toContain('\u001b')
  })

  it('takes from each shard what it has above the new mean, and no more', async () => {
    const { out } = await rc(['plan', '--json', '--nodes', '4', '--add', '4'], { input: 'a\n' })
    const { addition } = JSON.parse(out)
    expect(addition).toMatchObject({ added: 4, slots: 8192 })
    expect(addition.leaving.map((one: { slots: number }) => one.slots)).toEqual([2048, 2048, 2048, 2048])
  })

  it('reads a file whose keys end with NUL, wherever a chunk ends', async () => {
    const file = join(folder, 'keys')
    await writeFile(file, `a\nb\0c\r\0${'long'.repeat(100_000)}\0d`)
    const { out } = await rc(['plan', '--json', '-0', '--file', file])
    expect(JSON.parse(out).total).toBe(4)
  })

  it('lets nothing out of a key reach a terminal', async () => {
    const { out } = await rc(['plan'], { input: '{\u001b[2J}\n', terminal: true })
    expect(out).toContain('\u001b[')
    expect(stripVTControlCharacters(out)).toContain('\\x1b[2J')
    expect(out).not.toContain('\u001b[2J')
  })

  it.each([
    [['plan', 'localhost:1', '--nodes', '3'], 2, 'Give either a cluster or --nodes'],
    [['plan', '--match', 'a*'], 2, '--match belongs to a scan'],
    [['plan', '--top', '0'], 2, 'It takes a whole number from 1 to 16384.'],
    [['plan', '--file', '/nowhere/at/all'], 1, 'there is no such file'],
    [['plan', 'ftp://a'], 2, 'A place is named as'],
  ])('%j ends with %i and says why', async (args, code, text) => {
    const outcome = await rc(args)
    expect([outcome.code, outcome.out]).toEqual([code, ''])
    expect(outcome.err).toContain(text)
  })
})

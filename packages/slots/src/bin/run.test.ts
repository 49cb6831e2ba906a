import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json'
import { NODES, SHARDS, SLOTS } from '../../test/replies.js'
import { parseClusterNodes } from '../parse-nodes.js'
import { tagForSlot } from '../tag-for-slot.js'
import { Topology } from '../topology.js'
import { run } from './run.js'

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process. */
async function slots(
  args: readonly string[],
  input: string | Iterable<Uint8Array> = '',
  setting: object = {},
): Promise<Outcome> {
  const text = { out: '', err: '' }
  const sink = (name: 'out' | 'err') =>
    new PassThrough().on('data', (chunk: Buffer) => {
      text[name] += chunk.toString()
    })
  const stdin = Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input, { objectMode: false })
  const stdout = Object.assign(sink('out'), setting)
  const stderr = sink('err')
  const code = await run(args, { stdin, stdout, stderr, env: {} })
  stdout.end()
  stderr.end()
  await new Promise(resolve => setImmediate(resolve))
  return { code, ...text }
}

let folder: string
const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rc-slots-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const at = (slot: number, name = ''): string => `{${tagForSlot(slot)}}${name}`

describe('slots plan', () => {
  it('prints shards with bars, the fullest slots and the most frequent tags', async () => {
    const { code, out, err } = await slots(['plan'], [at(0), at(0, 'a'), at(6000), 'foo', ''].join('\n'))
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('4 keys in 3 of 16 384 slots, over 3 shards of equal size, as assumed.')
    expect(out).toMatch(/^shard-1 +0-5460 +2 +50\.0 % +█{30}$/m)
    expect(out).toMatch(/^shard-2 +5461-10922 +1 +25\.0 % +█{15}$/m)
    expect(out).toMatch(/^shard-3 +10923-16383 +1 +25\.0 % +█{15}$/m)
    expect(out).toContain('The fullest shard holds 1.50 times the mean')
    expect(out).toMatch(/^ *0 +2 +50\.0 %$/m)
    expect(out).toMatch(new RegExp(`^${tagForSlot(0)} +0 +2 +50\\.0 %$`, 'm'))
    expect(out).not.toContain('\u001b')
  })

  it('prints JSON', async () => {
    const { out } = await slots(['plan', '--json', '--nodes', '2', '--top', '1'], 'a\nb\n')
    expect(JSON.parse(out)).toMatchObject({ total: 2, shards: [{ keys: 1 }, { keys: 1 }], hottestSlots: [{ keys: 1 }] })
  })

  it.each([
    ['CLUSTER NODES', NODES],
    ['CLUSTER NODES as redis-cli writes it with --json', JSON.stringify(NODES)],
    ['CLUSTER SLOTS', JSON.stringify(SLOTS)],
    ['CLUSTER SHARDS', JSON.stringify(SHARDS)],
    ['a topology', JSON.stringify(Topology.of(parseClusterNodes(NODES, { host: 'localhost', port: 1 })))],
  ])('plans for a cluster given as %s', async (name, text) => {
    const topology = await file(name, text)
    const { code, out, err } = await slots(['plan', '--topology', topology], `${at(0)}\n${at(16000)}\n`)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^127\.0\.0\.1:8301 +0-5460 +1 +50\.0 %/m)
    expect(out).toMatch(/^127\.0\.0\.1:8306 +replica +1$/m)
    expect(out).toMatch(/^ *16000 +1 +50\.0 % +127\.0\.0\.1:8303$/m)
  })

  it('tells keys that nobody would have', async () => {
    const topology = await file('part.txt', NODES.replace('0-5460', '100-5460'))
    expect((await slots(['plan', '-t', topology], at(0))).out).toContain('; 1 in slots that nobody owns.')
  })

  it('reads keys from a file, as bytes, with or without a last line break', async () => {
    const keys = await file('keys.txt', 'a\r\n\nb\n\n\r\nc')
    expect(JSON.parse((await slots(['plan', '--json', '-f', keys])).out).total).toBe(3)
  })

  it('reads keys that end with NUL and hold line breaks', async () => {
    const plan = JSON.parse((await slots(['plan', '--json', '-0'], 'a\nb\0c\r\0')).out)
    expect(plan.total).toBe(2)
  })

  it('finds keys wherever a chunk ends', async () => {
    const whole = Buffer.from('{é}1\r\nfoo\r\nbar')
    const expected = JSON.parse((await slots(['plan', '--json'], [whole])).out)
    for (let size = 1; size < whole.length; size++) {
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.subarray(i * size, (i + 1) * size),
      )
      expect(JSON.parse((await slots(['plan', '--json'], chunks)).out)).toEqual(expected)
    }
    expect(expected).toMatchObject({ total: 3, hottestTags: [{ tag: 'é' }] })
  })

  it('does not name a most frequent tag where none is', async () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => `{${i}}`)
    expect((await slots(['plan'], keys.join('\n'))).out).toContain('none of them stands out')
    const { out } = await slots(['plan'], [...keys, ...keys.map(() => '{hot}')].join('\n'))
    expect(out).toMatch(/^hot +\d+ +30 00\d +50\.0 %/m)
    expect(out).not.toMatch(/^\d+ .*too high$/m)
  })

  it('says so where there are no keys', async () => {
    expect((await slots(['plan'])).out).toBe('0 keys in 0 of 16 384 slots, over 3 shards of equal size, as assumed.\n')
  })

  it('colours on a terminal alone, and lets nothing out of a key reach it', async () => {
    const { out } = await slots(['plan'], '{\u001b[2J\u202e}\n', { isTTY: true })
    expect(out).toContain('\u001b[')
    expect(stripVTControlCharacters(out)).toContain('\\x1b[2J\\u{202e}')
    expect(out).not.toContain('\u001b[2J')
  })
})

describe('slots of', () => {
  it('tells slot and hashed part of each key', async () => {
    const { code, out } = await slots(['of', '{user:1}:name', 'foo{}{bar}', '--', '-x'])
    expect(code).toBe(0)
    expect(out).toMatch(/^10778 +user:1 +\{user:1\}:name$/m)
    expect(out).toMatch(/^ 8363 +foo\{\}\{bar\} +foo\{\}\{bar\}$/m)
    expect(out).toMatch(/^ 3877 +-x +-x$/m)
  })

  it('prints JSON', async () => {
    expect(JSON.parse((await slots(['of', '--json', 'a'])).out)).toEqual([{ key: 'a', slot: 15495, hashed: 'a' }])
  })
})

describe('slots tag', () => {
  it('prints one tag alone, several as a table or as JSON', async () => {
    expect((await slots(['tag', '7000'])).out).toBe(`${tagForSlot(7000)}\n`)
    expect((await slots(['tag', '1', '2'])).out).toMatch(/^ +1 +emj$/m)
    expect(JSON.parse((await slots(['tag', '--json', '1'])).out)).toEqual([{ slot: 1, tag: 'emj' }])
  })
})

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('stands behind %j', async args => {
    const { code, out } = await slots(args)
    expect([code, out]).toEqual([0, expect.stringContaining('Usage: slots <command>')])
  })

  it.each(['plan', 'of', 'tag'])('stands behind %s --help, whatever else is said', async command => {
    for (const args of [['--help'], ['-h'], ['--file', '--help']]) {
      expect((await slots([command, ...args])).out).toContain(`Usage: slots ${command}`)
    }
  })

  it('does not hide a key of its name', async () => {
    expect((await slots(['of', '--', '--help'])).out).toMatch(/--help +--help/)
  })

  it('keeps to 120 columns', async () => {
    for (const args of [['--help'], ['plan', '-h'], ['of', '-h'], ['tag', '-h']]) {
      for (const line of (await slots(args)).out.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
    }
  })

  it('tells the version', async () => {
    expect((await slots(['--version'])).out).toBe(`${packageJson.version}\n`)
  })
})

describe('a mistake', () => {
  it.each([
    [['plon'], /no such command/],
    [['--json'], /command comes first/],
    [['plan', '--nodez', '3'], /--nodez/],
    [['plan', '--nodes'], /--nodes/],
    [['plan', '--nodes', '0'], /--nodes takes a whole number from 1 to 16384/],
    [['plan', '--nodes', '3x'], /--nodes takes/],
    [['plan', '--top', '-1'], /--top/],
    [['plan', 'keys.txt'], /keys\.txt/],
    [['plan', '--nodes', '3', '--topology', 'x'], /either --nodes or --topology/],
    [['of'], /Which keys/],
    [['of', '-x'], /-x/],
    [['tag'], /Which slots/],
    [['tag', '16384'], /0 to 16383/],
    [['tag', '-1'], /-1/],
    [['tag', 'x'], /0 to 16383/],
  ])('in %j ends with code 2 and says what is wrong', async (args, message) => {
    const { code, out, err } = await slots(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).toMatch(/^slots: .*\n(.*\n)*Try: slots .*--help\n$/)
  })

  it.each([
    ['no such file', ['plan', '-f', '/nowhere/keys'], /Cannot read \/nowhere\/keys: there is no such file/],
    ['a folder', ['plan', '-f', '.'], /Cannot read \.: it is a directory/],
    ['no such topology', ['plan', '-t', '/nowhere/nodes'], /Cannot read \/nowhere\/nodes/],
  ])('of %s ends with code 1', async (_, args, message) => {
    expect(await slots(args)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(message) })
  })

  it.each([
    ['no lines of nodes', 'hello', /no topology: .*malformed/],
    ['broken JSON', '[secret', /no topology: its JSON is broken/],
    ['some other JSON', '{"a": 1}', /no topology: its JSON is of another form/],
    ['shards that are none', '{"shards": [{"primary": {"host": "a"}, "ranges": [null]}]}', /of another form/],
    ['nothing', '', /no node in it owns a slot/],
  ])('of a topology that is %s ends with code 1', async (_, text, message) => {
    const topology = await file('broken', text)
    const { code, err } = await slots(['plan', '-t', topology])
    expect([code, err]).toEqual([1, expect.stringMatching(message)])
    expect(err).not.toContain('secret')
  })
})

describe('the program', () => {
  let program: string

  beforeAll(async () => {
    const { build } = await import('tsup')
    const errors = new URL('../../../errors/src/index.ts', import.meta.url).pathname
    await build({
      config: false,
      silent: true,
      entry: { bin: new URL('main.ts', import.meta.url).pathname },
      format: ['esm'],
      target: 'node20',
      outDir: folder,
      outExtension: () => ({ js: '.mjs' }),
      noExternal: [/^@rc\//],
      esbuildOptions: options => {
        options.alias = { '@rc/errors': errors }
      },
    })
    program = join(folder, 'bin.mjs')
  })

  const shell = (script: string): Promise<Outcome> =>
    new Promise(resolve => {
      const env = { ...process.env, SLOTS: program, NODE: process.execPath }
      execFile('sh', ['-c', script], { env, maxBuffer: 1 << 26 }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      })
    })

  it('reads a pipe and ends with 0', async () => {
    expect(await shell('printf "a\\nb\\n" | "$NODE" "$SLOTS" plan')).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 keys'),
      err: '',
    })
  })

  it('ends with 2 after a mistake', async () => {
    expect(await shell('"$NODE" "$SLOTS" plan --nope')).toMatchObject({ code: 2, out: '' })
  })

  it('is quiet when nobody reads on', async () => {
    const script = 'seq 100000 | "$NODE" "$SLOTS" plan --json | head -n 1; echo done'
    expect(await shell(script)).toEqual({ code: 0, out: '{\ndone\n', err: '' })
  })
})

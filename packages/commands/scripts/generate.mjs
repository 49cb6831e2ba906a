// Writes src/specs.gen.ts, a row for each command of every server whose dump lies in data/.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeBuilderTable } from './builder-table.mjs'
import { byName } from './by-name.mjs'
import { dump } from './dump.mjs'
import { BINARY, CONNECTION, IDEMPOTENT, LOOKS, OVERRIDES, SCRIPT, TEXT, USER_DATA } from './overrides.mjs'
import { shapeSource } from './shapes.mjs'

const USAGE = `Usage: pnpm --filter @rc/commands generate [--server host:port]…

Writes the command table from the dumps in data/, and the table of builders from src/builders. With --server, first takes a dump of that live server (no password);
the dump of the same server and version is replaced. The newest version's word on a command wins; @rc/resp must be built.`

const here = path => fileURLToPath(new URL(path, import.meta.url))
const DATA = here('../data')

const { values } = parseArgs({ options: { server: { type: 'string', multiple: true }, help: { type: 'boolean' } } })
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

mkdirSync(DATA, { recursive: true })
for (const address of values.server ?? []) {
  const taken = await dump(address)
  const file = `${DATA}/${taken.flavour}-${taken.version}.json`
  const rows = taken.commands.map(row => `    ${JSON.stringify(row)}`).join(',\n')
  writeFileSync(
    file,
    `{\n  "flavour": "${taken.flavour}",\n  "version": "${taken.version}",\n  "commands": [\n${rows}\n  ]\n}\n`,
  )
  console.log(`${taken.commands.length} commands of ${taken.flavour} ${taken.version}`)
}

const dumps = readdirSync(DATA)
  .filter(name => name.endsWith('.json'))
  .map(name => JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8')))
  .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
if (dumps.length === 0) throw new Error('data/ holds no dump: take one with --server host:port.')

/** The newest word on each command. */
const commands = new Map()
for (const { flavour, commands: rows } of dumps) {
  for (const row of rows) {
    const known = commands.get(row.name)
    const since = { ...known?.since, ...(row.since !== undefined && { [flavour]: row.since }) }
    commands.set(row.name, { ...row, since, flavours: new Set([...(known?.flavours ?? []), flavour]) })
  }
}

const FLAGS = {
  write: 'WRITE',
  readonly: 'READ',
  blocking: 'BLOCKING',
  admin: 'ADMIN',
  pubsub: 'PUBSUB',
  no_multi: 'NO_MULTI',
  denyoom: 'DENY_OOM',
}

/** The bits of src/flags.ts by name. */
const BITS = Object.fromEntries(
  [...readFileSync(here('../src/flags.ts'), 'utf8').matchAll(/^export const ([A-Z_]+) = 1 << (\d+)$/gm)].map(
    ([, name, bit]) => [name, 1 << Number(bit)],
  ),
)

function flagsOf({ name, flags, keys = [], dangerous }) {
  const set = flags.map(flag => FLAGS[flag]).filter(Boolean)
  if (LOOKS.has(name)) set.push('READ')
  if (IDEMPOTENT.has(name)) set.push('IDEMPOTENT')
  if (CONNECTION.has(name)) set.push('CONNECTION')
  if (SCRIPT.has(name)) set.push('SCRIPT', 'WRITE')
  if (dangerous) set.push('DANGEROUS')
  if (BINARY.has(name)) set.push('BINARY')
  else if (isText(name, keys)) set.push('TEXT')
  if (keys.some(key => key.incomplete) && OVERRIDES[name]?.keys === undefined) set.push('KEYS_INCOMPLETE')
  return [...new Set(set)].sort(byName)
}

/** Where there are no keys, there is hardly ever data of users in the reply. */
const isText = (name, keys) => TEXT.has(name) || (keys.length === 0 && !USER_DATA.has(name))

const tip = ({ tips = [] }, name) => tips.find(text => text.startsWith(`${name}:`))?.slice(name.length + 1)

function rowSource(row) {
  const override = OVERRIDES[row.name] ?? {}
  const request = override.request ?? tip(row, 'request_policy') ?? 'default'
  const response = override.response ?? tip(row, 'response_policy') ?? 'default'
  const keys = override.keys ?? shapeSource(row.keys ?? [], row.name.split(' ').length)
  // As a number: bundlers cannot drop a row whose argument they would have to compute.
  const flags = flagsOf(row).reduce((all, flag) => all | BITS[flag], 0)
  const short = [
    row.arity,
    flags,
    ...usual([keys, 'NONE'], [quoted(request), "'default'"], [quoted(response), "'default'"]),
  ]
  return `row('${row.name}', [${short.join(', ')}])`
}

const quoted = word => `'${word}'`

/** Values in a row, without the last ones that are as usual. */
function usual(...pairs) {
  const last = pairs.findLastIndex(([value, normal]) => value !== normal)
  return pairs.slice(0, last + 1).map(([value]) => value)
}

/** `Since 2.0.0.`, or since when each flavour has it. */
function sinceOf({ since, flavours }) {
  const titles = { redis: 'Redis', valkey: 'Valkey' }
  const each = [...flavours]
    .sort(byName)
    .map(flavour => `${titles[flavour]}${since[flavour] ? ` ${since[flavour]}` : ''}`)
  return new Set(Object.values(since)).size === 1 && flavours.size === 2
    ? `Since ${since.redis}.`
    : `Since ${each.join(', ')}.`
}

const commentOf = row =>
  [sinceOf(row), ...flagsOf(row).map(flag => `${flag}.`)].join(' ').replaceAll(/(?<=[A-Z])\. (?=[A-Z])/g, ', ')

const constant = name => name.replace(/[^A-Z0-9]/g, '_')
const rows = [...commands.values()]
  .filter(row => !row.container || row.name === 'COMMAND')
  .sort((a, b) => (a.name < b.name ? -1 : 1))
const sources = rows.map(
  row => `/** ${commentOf(row)} */\nexport const ${constant(row.name)} = /* @__PURE__ */ ${rowSource(row)}`,
)
const used = (names, text) => names.filter(name => new RegExp(`\\b${name}\\b`).test(text)).join(', ')
const text = sources.join('\n')
const shapes = [...readFileSync(here('../src/key-shapes.ts'), 'utf8').matchAll(/^export const ([A-Z_]+)\b/gm)].map(
  match => match[1],
)
writeFileSync(
  here('../src/specs.gen.ts'),
  `// Written by scripts/generate.mjs from ${dumps.map(({ flavour, version }) => `${flavour} ${version}`).join(', ')}. Do not edit.
import { ${used(shapes, text)} } from './key-shapes.js'
import { row } from './spec.js'

${text}

/** Every row. Whoever imports it ships the whole table. */
export const TABLE = [${rows.map(row => constant(row.name)).join(', ')}]
`,
)
console.log(`${rows.length} rows in src/specs.gen.ts`)
const texts = rows.filter(row => flagsOf(row).includes('TEXT')).map(({ name }) => name)
console.log(`${writeBuilderTable(here('../src/builders'), texts)} builders in src/builders/table.gen.ts`)
const named = [Object.keys(OVERRIDES), IDEMPOTENT, LOOKS, CONNECTION, USER_DATA, TEXT, BINARY].flatMap(names => [
  ...names,
])
const unknown = named.filter(name => !commands.has(name))
if (unknown.length > 0) console.log(`Overrides of commands that no dump has: ${[...new Set(unknown)].join(', ')}`)

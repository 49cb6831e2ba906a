import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ask } from '../ask.js'
import { writePage } from '../page.js'
import { parsed, tellFailure, UsageError } from '../usage.js'
import { saveSoak } from './result.js'
import { soak } from './soak.js'

const USAGE = `pnpm soak [--minutes 5] [--seed 1] [--server path]

  Faults drawn by lot, one behind another, on one client under load: what it holds must stay as it is.

  --minutes how long; default 5
  --seed    which faults, and when; default another one each time
  --server  a redis-server or valkey-server; default the one that is found
  --help    this

Ends with 1 where something broke or grew, with 2 where an option cannot be read.`

const say = (line: string) => process.stdout.write(`${line}\n`)
const root = process.cwd()

async function main(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const
  const help = { type: 'boolean', short: 'h' } as const
  const options = { minutes: text, seed: text, server: text, help }
  const { values } = parsed(() => parseArgs({ args: [...args], options }))
  if (values.help) {
    say(USAGE)
    return
  }
  const minutes = Number(values.minutes ?? 5)
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  if (!(minutes > 0)) throw new UsageError('--minutes takes a number above 0.')
  if (!Number.isInteger(seed)) throw new UsageError('--seed takes a whole number.')
  say(`seed ${seed}`)
  const child = fork(join(root, '.cache/faults/soak-worker.js'), {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--enable-source-maps'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const outcome = await soak({ minutes, seed, server: values.server }, message => ask(child, message), say)
    for (const { id, ok, figure, unit, example } of outcome.findings)
      say(`${id} ${figure} ${unit}${ok ? '' : ` BROKEN: ${example}`}`)
    for (const { measure, first, last, most, flat } of outcome.growth)
      say(`${measure}: ${first} at first, ${last} in the end, ${most} at most: ${flat ? 'flat' : 'NOT FLAT'}`)
    for (const key of outcome.unserved) say(`NOT SERVED AGAIN ${key}`)
    say(`close() took ${outcome.closeMs} ms; ${outcome.socketsLeft} sockets left`)
    saveSoak(root, outcome)
    writePage(root)
    const bad = [...outcome.findings.filter(({ ok }) => !ok), ...outcome.growth.filter(({ flat }) => !flat)].length
    if (bad + outcome.unserved.length + outcome.socketsLeft > 0) process.exitCode = 1
  } finally {
    child.kill('SIGKILL')
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  tellFailure(error, USAGE)
}

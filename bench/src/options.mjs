import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { clients } from './clients/registry.mjs'
import { loads } from './loads.mjs'

export const HELP = `Measures Redis Cluster clients against each other and against bare sockets.

  pnpm bench                            everything, about a quarter of an hour, into bench/RESULTS.md
  node src/main.mjs [options]

  --only get-64,set-64    these loads
  --clients ours,bare     these clients
  --rounds 15             rounds of each load and client, in turn
  --seconds 0.4           length of a round
  --quick                 a first look in a minute and a half: 3 rounds of 0.12 s
  --nodes host:port,…     an empty cluster of your own; the bench writes its keys there and leaves them
  --out DIR               where RESULTS.md, results.svg and results.json go
  --cpu-prof              a CPU profile of our worker for each load, into DIR/profiles
  --json                  results.json on stdout instead of the table
  --help

A full run writes into bench/. A run of a part writes into bench/.cache/, so that RESULTS.md stays the last full run.

Loads:    ${wrapped(loads.map(load => load.id))}
Clients:  ${wrapped(clients.map(client => client.id))}
`

/** Our code takes two seconds of full load until the runtime has compiled all of it. */
export const WARM_UP_SECONDS = 3

export const BENCH = fileURLToPath(new URL('..', import.meta.url))

/** A mistake in the command line: shown without a stack. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError'
}

/**
 * @typedef {object} Options
 * @property {boolean} help
 * @property {readonly import('./loads.mjs').Load[]} loads
 * @property {readonly import('./clients/registry.mjs').Entry[]} clients
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} warmUpSeconds
 * @property {readonly import('./clients/client.mjs').Address[] | null} nodes
 * @property {string} out
 * @property {boolean} cpuProf
 * @property {boolean} json
 */

/**
 * @param {readonly string[]} argv
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(argv) {
  const values = rawValues(argv)
  const quick = values.quick ?? false
  const whole = !quick && values.only === undefined && values.clients === undefined && values.rounds === undefined
  return {
    help: values.help ?? false,
    loads: chosen('--only', values.only, loads),
    clients: chosen('--clients', values.clients, clients),
    rounds: positive('--rounds', values.rounds, { whole: true }) ?? (quick ? 3 : 15),
    seconds: positive('--seconds', values.seconds, { whole: false }) ?? (quick ? 0.12 : 0.4),
    warmUpSeconds: quick ? 0.2 : WARM_UP_SECONDS,
    nodes: values.nodes === undefined ? null : list('--nodes', values.nodes).map(address),
    out: values.out ?? (whole && values.seconds === undefined ? BENCH : `${BENCH}.cache`),
    cpuProf: values['cpu-prof'] ?? false,
    json: values.json ?? false,
  }
}

/** @param {readonly string[]} argv */
function rawValues(argv) {
  try {
    return parseArgs({
      // `pnpm bench -- --quick` hands the dashes on.
      args: argv[0] === '--' ? argv.slice(1) : [...argv],
      options: {
        only: { type: 'string' },
        clients: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        quick: { type: 'boolean' },
        nodes: { type: 'string' },
        out: { type: 'string' },
        'cpu-prof': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message)
  }
}

/**
 * @template {{ id: string }} T
 * @param {string} option
 * @param {string | undefined} text
 * @param {readonly T[]} all
 */
function chosen(option, text, all) {
  if (text === undefined) return all
  const ids = list(option, text)
  const unknown = ids.find(id => !all.some(one => one.id === id))
  if (unknown !== undefined) {
    throw new UsageError(`${option}: there is no ${unknown}. There are: ${all.map(one => one.id).join(', ')}`)
  }
  return all.filter(one => ids.includes(one.id))
}

/** @type {(option: string, text: string) => string[]} */
function list(option, text) {
  const items = text.split(',').map(item => item.trim())
  if (items.includes('')) throw new UsageError(`${option}: names separated by commas, and none of them empty`)
  return items
}

/** @type {(option: string, text: string | undefined, rule: { whole: boolean }) => number | undefined} */
function positive(option, text, { whole }) {
  if (text === undefined) return undefined
  const n = Number(text)
  if (text.trim() !== '' && n > 0 && Number.isFinite(n) && (!whole || Number.isInteger(n))) return n
  throw new UsageError(`${option} takes a ${whole ? 'whole ' : ''}number above 0, not "${text}"`)
}

/** @param {string} text @returns {import('./clients/client.mjs').Address} */
function address(text) {
  const colon = text.lastIndexOf(':')
  const host = text.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  const port = Number(text.slice(colon + 1))
  if (colon > 0 && host !== '' && Number.isInteger(port) && port > 0 && port < 65_536) return { host, port }
  throw new UsageError(`--nodes takes host:port, not "${text}"`)
}

/** @param {readonly string[]} words */
function wrapped(words) {
  const half = Math.ceil(words.length / 2)
  if (words.length <= 6) return words.join(', ')
  return `${words.slice(0, half).join(', ')},\n          ${words.slice(half).join(', ')}`
}

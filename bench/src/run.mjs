import { describeMachine, installedVersion } from './machine.mjs'
import { seed } from './seed.mjs'
import { WorkerProcess } from './worker-process.mjs'

/** @typedef {import('./clients/registry.mjs').Entry} Entry */
/** @typedef {import('./loads.mjs').Load} Load */
/** @typedef {import('./drive.mjs').Round} Round */

/**
 * @typedef {object} Plan
 * @property {readonly Entry[]} clients
 * @property {readonly Load[]} loads
 * @property {number} rounds
 * @property {number} seconds of one round
 * @property {number} warmUpSeconds before the first round of a load
 * @property {readonly import('./clients/client.mjs').Address[]} nodes
 * @property {(entry: Entry, load: Load | null) => readonly string[]} [nodeOptions] for a worker's process
 * @property {(line: string) => void} progress
 */

/** A client that takes part, and what its process looked like when connected.
 * @typedef {import('./worker.mjs').Connected & { entry: Entry, version: string | null }} Contender */
/** @typedef {{ entry: Entry, reason: string }} LeftOut */
/** @typedef {{ rounds: Round[], failure: string | null }} Measured */
/** @typedef {{ load: Load, byClient: Map<string, Measured> }} LoadResult */

/**
 * @typedef {object} Outcome
 * @property {Date} startedAt
 * @property {import('./machine.mjs').Machine} machine
 * @property {readonly Contender[]} contenders
 * @property {readonly LeftOut[]} leftOut
 * @property {readonly LoadResult[]} results
 */

/**
 * Checks every client, then runs every load: a fresh process for each client, rounds in turn.
 * @param {Plan} plan
 * @returns {Promise<Outcome>}
 */
export async function run(plan) {
  const startedAt = new Date()
  const machine = await describeMachine(plan.nodes)
  await seed(plan.nodes)
  /** @type {Contender[]} */
  const contenders = []
  /** @type {LeftOut[]} */
  const leftOut = []
  for (const entry of plan.clients) {
    const checked = await check(entry, plan)
    if ('reason' in checked) {
      leftOut.push(checked)
      plan.progress(`${entry.label} is left out: ${checked.reason}`)
    } else contenders.push(checked)
  }
  /** @type {LoadResult[]} */
  const results = []
  for (const [index, load] of plan.loads.entries()) {
    plan.progress(`[${index + 1}/${plan.loads.length}] ${load.title}`)
    results.push(await runLoad(load, contenders, plan))
  }
  return { startedAt, machine, contenders, leftOut, results }
}

/**
 * Does it start, connect and answer rightly? Also the place where memory is taken: the process has done nothing else.
 * @param {Entry} entry
 * @param {Plan} plan
 * @returns {Promise<Contender | LeftOut>}
 */
async function check(entry, plan) {
  const worker = new WorkerProcess(plan.nodeOptions?.(entry, null))
  try {
    const connected = await worker.ask('connect', { client: entry.id, nodes: plan.nodes })
    await worker.ask('verify', {})
    const version = entry.package === null ? null : await installedVersion(entry.package)
    return { entry, version, ...connected }
  } catch (error) {
    return { entry, reason: reasonOf(error) }
  } finally {
    await worker.close()
  }
}

/**
 * @param {Load} load
 * @param {readonly Contender[]} contenders
 * @param {Plan} plan
 * @returns {Promise<LoadResult>}
 */
async function runLoad(load, contenders, plan) {
  /** @type {Map<string, Measured>} */
  const byClient = new Map()
  /** @type {Map<string, WorkerProcess>} */
  const workers = new Map()
  const { rounds, seconds, warmUpSeconds, nodes } = plan

  /** @type {(id: string, step: (worker: WorkerProcess, measured: Measured) => Promise<void>) => Promise<void>} */
  const attempt = async (id, step) => {
    const worker = workers.get(id)
    const measured = byClient.get(id)
    if (worker === undefined || measured === undefined || measured.failure !== null) return
    try {
      await step(worker, measured)
    } catch (error) {
      measured.failure = reasonOf(error)
      plan.progress(`  ${id} failed: ${measured.failure}`)
    }
  }

  try {
    for (const { entry } of contenders) {
      workers.set(entry.id, new WorkerProcess(plan.nodeOptions?.(entry, load)))
      byClient.set(entry.id, { rounds: [], failure: null })
      await attempt(entry.id, async worker => {
        await worker.ask('connect', { client: entry.id, nodes })
        await worker.ask('prepare', { load: load.id, seconds: warmUpSeconds })
      })
    }
    for (let round = 0; round < rounds; round++) {
      for (const { entry } of shuffled(contenders)) {
        await attempt(entry.id, async (worker, measured) => {
          measured.rounds.push(await worker.ask('round', { seconds }))
        })
      }
    }
  } finally {
    await Promise.all([...workers.values()].map(worker => worker.close()))
  }
  return { load, byClient }
}

/**
 * Another order each round, so that none always comes behind the same other: what one did to caches and servers, and
 * took of a shared machine's time, the next one pays.
 * @template T
 * @param {readonly T[]} list
 */
function shuffled(list) {
  return list
    .map(item => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** @param {unknown} error */
function reasonOf(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
  const line = message.split('\n')[0] ?? message
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return line
  const missing = /'([^']*)'/.exec(line)?.[1] ?? line
  return `it is not installed or not built (${missing.replace(/^.*\/(?=packages\/|node_modules\/)/, '')} is missing)`
}

/**
 * @typedef {object} Entry
 * @property {string} id what `--clients` takes
 * @property {string} label
 * @property {string | null} package whose version is reported
 * @property {string} module the adapter, beside this file
 * @property {string} setUp how it is set up, and what it does for "at once"
 * @property {Readonly<Record<string, string>>} [notes] by load: what the reader has to know about its number
 */

const NO_MGET = 'refuses an MGET over slots: 100 GETs at once instead'

export const OURS = 'ours'
export const BARE = 'bare'
export const TUNED = 'bare-tuned'
/** Not clients, but what clients are measured by. */
export const BOUNDS = [BARE, TUNED]

/** @type {readonly Entry[]} */
export const clients = [
  {
    id: OURS,
    label: '@rc/client',
    package: '@rc/client',
    module: './ours.mjs',
    setUp: 'defaults; at once: `pipeline()`',
  },
  {
    id: 'ioredis',
    label: 'ioredis',
    package: 'ioredis',
    module: './ioredis.mjs',
    setUp: '`Cluster`, defaults; at once: `Promise.all`, since its pipeline takes the keys of one node only',
    notes: { 'mget-100': NO_MGET },
  },
  {
    id: 'ioredis-auto',
    label: 'ioredis, auto-pipelining',
    package: 'ioredis',
    module: './ioredis-auto.mjs',
    setUp: '`Cluster` with `enableAutoPipelining`; at once: `Promise.all`',
    notes: { 'mget-100': NO_MGET },
  },
  {
    id: 'node-redis',
    label: 'node-redis',
    package: 'redis',
    module: './node-redis.mjs',
    setUp: '`createCluster`, defaults (it pipelines the commands of a tick by itself); at once: `Promise.all`',
    notes: { 'mget-100': NO_MGET },
  },
  {
    id: 'glide',
    label: 'valkey-glide',
    package: '@valkey/valkey-glide',
    module: './glide.mjs',
    setUp:
      '`GlideClusterClient`, in-flight limit raised so that it refuses nothing; at once: a non-atomic `ClusterBatch`',
  },
  {
    id: BARE,
    label: 'bare socket',
    package: null,
    module: './bare.mjs',
    setUp:
      'not a client: one socket a node, the commands of a tick joined into one string and written once, replies cut by `indexOf` of CR; no errors, redirects, time limits or UTF-8',
  },
  {
    id: TUNED,
    label: 'bare socket, tuned',
    package: null,
    module: './bare-tuned.mjs',
    setUp:
      'the same, and all that these twelve loads allow beyond it: commands as templates with their lengths written in, one buffer that is read into, no closure for a promise, no promise for a command of a group, large values kept out of the string',
  },
]

/** @param {string} id */
export function clientById(id) {
  const entry = clients.find(client => client.id === id)
  if (entry === undefined) throw new Error(`no client has the id ${id}`)
  return entry
}

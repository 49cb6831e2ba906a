import { readFile } from 'node:fs/promises'
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'
import { BareCluster } from './clients/bare-tuned.mjs'

/**
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGb
 * @property {string} system
 * @property {string} node
 * @property {string} server
 * @property {number} loadBefore the load average of the last minute before the run: what else was going on
 */

/**
 * @param {readonly import('./clients/client.mjs').Address[]} nodes
 * @returns {Promise<Machine>}
 */
export async function describeMachine(nodes) {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    server: await serverVersion(nodes),
    loadBefore: loadavg()[0] ?? 0,
  }
}

/** @param {readonly import('./clients/client.mjs').Address[]} nodes */
async function serverVersion(nodes) {
  const cluster = await BareCluster.open(nodes)
  try {
    const info = await cluster.send('any', ['INFO', 'server'])
    const valkey = /^valkey_version:(.*)\r$/m.exec(info)
    const redis = /^redis_version:(.*)\r$/m.exec(info)
    return valkey ? `valkey-server ${valkey[1]}` : `redis-server ${redis?.[1] ?? 'of unknown version'}`
  } finally {
    await cluster.close()
  }
}

/**
 * The version that is installed beside the bench. Read as a file: not every package exports its package.json.
 * @param {string} name
 */
export async function installedVersion(name) {
  try {
    const text = await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')
    return String(JSON.parse(text).version)
  } catch {
    return null
  }
}

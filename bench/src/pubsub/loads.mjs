/**
 * @typedef {object} Load
 * @property {string} title
 * @property {boolean} sharded
 * @property {number} channels
 * @property {number} listeners of each channel
 * @property {number} messages
 */

/** @type {readonly Load[]} */
export const loads = [
  { title: '1 channel, 1 subscriber', sharded: false, channels: 1, listeners: 1, messages: 600_000 },
  { title: '1 channel, 100 subscribers', sharded: false, channels: 1, listeners: 100, messages: 200_000 },
  { title: '100 channels, 1 subscriber each', sharded: false, channels: 100, listeners: 1, messages: 600_000 },
  { title: '100 sharded channels, 1 subscriber each', sharded: true, channels: 100, listeners: 1, messages: 600_000 },
]

/** What each message says. */
export const PAYLOAD = 'x'.repeat(64)

/**
 * Names of one length, so that all messages of a load have as many bytes.
 * @param {Load} load
 */
export const channelsOf = load =>
  Array.from({ length: load.channels }, (_, i) => `bench:channel:${String(i).padStart(2, '0')}`)

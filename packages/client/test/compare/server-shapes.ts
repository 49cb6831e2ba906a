import { fields, list, listOf, number, orNull, record, records, recordWith, type Shape, same } from './shapes.js'

// The correspondence for what servers tell of themselves: lists and texts there, records here.

const text = (flat: unknown): string => {
  if (typeof flat !== 'string') throw new TypeError('A text was expected.')
  return flat
}
const lines = (flat: unknown): string[] =>
  text(flat)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')

/** A value in a text is a number where nothing of it is lost. */
const numberOrText = (value: string): unknown => {
  const parsed = Number(value)
  if (value === '' || Number.isNaN(parsed) || !/^-?\d+(\.\d+)?$/.test(value)) return value
  if (/^-?0\d/.test(value)) return value
  return value.includes('.') || Number.isSafeInteger(parsed) ? parsed : value
}

const infoValue = (value: string): unknown =>
  /^[\w.-]+=/.test(value)
    ? Object.fromEntries(value.split(',').map(pair => [pair.split('=')[0], numberOrText(pair.split('=')[1] ?? '')]))
    : numberOrText(value)

const field = (line: string): [string, unknown] => {
  const [name = ''] = line.split(':', 1)
  return [name, infoValue(line.slice(name.length + 1))]
}

/** `name:value`, a line each. */
export const fieldLines: Shape = flat => Object.fromEntries(lines(flat).map(field))

/** Sections, each with lines of fields. */
export const sections: Shape = flat => {
  const all: Record<string, Record<string, unknown>> = {}
  let section: Record<string, unknown> = {}
  for (const line of lines(flat)) {
    if (line.startsWith('# ')) section = all[line.slice(2).toLowerCase()] = {}
    else section[field(line)[0]] = field(line)[1]
  }
  return all
}

const TEXT_FIELDS = ['addr', 'laddr', 'name', 'flags', 'events', 'cmd', 'user', 'lib-name', 'lib-ver', 'capa', 'ip']
const client = (line: string): unknown =>
  Object.fromEntries(
    line.split(' ').map(pair => {
      const [name = ''] = pair.split('=', 1)
      const value = pair.slice(name.length + 1)
      return [name, TEXT_FIELDS.includes(name) ? value : numberOrText(value)]
    }),
  )
export const clientLine: Shape = flat => client(lines(flat)[0] ?? '')
export const clientLines: Shape = flat => lines(flat).map(client)

const range = (words: string): { from: number; to: number } => {
  const [from, to] = words.split('-')
  return { from: Number(from), to: Number(to ?? from) }
}
const nodeLine = (line: string): unknown => {
  const [id, address = '', flags = '', primary, pingSent, pongReceived, epoch, linkState, ...slots] = line.split(' ')
  const [endpoint = '', hostname = ''] = address.split(',')
  const [, host, port, cport] = /^(.*):(\d+)@(\d+)$/.exec(endpoint) ?? []
  return {
    id,
    host,
    port: Number(port),
    cport: Number(cport),
    hostname,
    flags: flags.split(','),
    role: flags.split(',').includes('slave') ? 'replica' : 'primary',
    primaryId: primary === '-' ? null : primary,
    pingSent: Number(pingSent),
    pongReceived: Number(pongReceived),
    configEpoch: Number(epoch),
    linkState,
    slots: slots.filter(word => !word.startsWith('[')).map(range),
    migrating: [],
    importing: [],
  }
}
export const nodeLines: Shape = flat => lines(flat).map(nodeLine)
export const nodeList: Shape = listOf(line => nodeLine(text(line)))

const endpoint: Shape = fields({ host: same, port: same, id: same, metadata: record() })
export const slotRanges: Shape = listOf(one => {
  const [from, to, primary, ...replicas] = list(one)
  return { from, to, primary: endpoint(primary), replicas: replicas.map(endpoint) }
})
export const shards: Shape = listOf(
  recordWith({
    slots: bounds => list(bounds).flatMap((from, i, all) => (i % 2 === 0 ? [{ from, to: all[i + 1] }] : [])),
    nodes: records,
  }),
)

const search: Shape = recordWith({ spec: record() })
const keySpec: Shape = recordWith({ begin_search: search, find_keys: search })
export const description: Shape = orNull(flat =>
  fields({
    name: same,
    arity: same,
    flags: same,
    firstKey: same,
    lastKey: same,
    keyStep: same,
    categories: same,
    tips: same,
    keySpecs: listOf(keySpec),
    subcommands: listOf(description),
  })(flat),
)
export const keysWithFlags: Shape = listOf(fields({ key: same, flags: same }))

const selector: Shape = recordWith({ selectors: same })
export const aclUser: Shape = orNull(recordWith({ selectors: listOf(selector) }))
export const aclLog: Shape = listOf(recordWith({ 'age-seconds': number }))

export const libraries: Shape = listOf(recordWith({ functions: records }))
export const functionStats: Shape = recordWith({ engines: record(record()), running_script: orNull(record()) })

export const histograms: Shape = record(recordWith({ histogram_usec: record() }))
export const samples: Shape = listOf(fields({ timestamp: same, latency: same }))
export const latencyEvents: Shape = listOf(fields({ event: same, timestamp: same, latency: same, max: same }))

const counts: Shape = record(number)
export const memoryStats: Shape = flat => record(value => (Array.isArray(value) ? counts(value) : number(value)))(flat)

export const slowEntries: Shape = listOf(
  fields({ id: same, timestamp: same, duration: same, arguments: same, clientAddress: same, clientName: same }),
)
export const role: Shape = flat => {
  const [word, offset, replicas] = list(flat)
  if (word !== 'master') throw new TypeError('The roles of replicas are compared elsewhere.')
  const each = listOf(fields({ host: same, port: number, offset: number }))
  return { role: 'primary', offset, replicas: each(replicas) }
}

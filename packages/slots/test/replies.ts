// Replies as servers gave them: Redis 7.0.15 where not said otherwise.

export const A = 'f482e896513a99bbc0de16dddddcdbbe9cad6d05'
export const B = '530565d4c5d63ca9fe3d13df4cb5438583937846'
export const C = '69c8709607a81be60ab28f6ca0df2408d4061427'
export const A1 = 'cf3c565f4c61b5957240f4aca47adb8c4a9e5c35'
export const B1 = '5ea6959bc4dca5b50d66218a44bc1b14758bba68'
export const C1 = '14b5dd7d7afe1fa81eab79db9c2a1e5945d152d5'

/** Three primaries, a replica each. */
export const NODES = `${A1} 127.0.0.1:8306@18306 slave ${A} 0 1795235940080 1 connected
${B1} 127.0.0.1:8304@18304 slave ${B} 0 1795235940000 2 connected
${B} 127.0.0.1:8302@18302 master - 0 1795235940682 2 connected 5461-10922
${C1} 127.0.0.1:8305@18305 slave ${C} 0 1795235940080 3 connected
${C} 127.0.0.1:8303@18303 master - 0 1795235940080 3 connected 10923-16383
${A} 127.0.0.1:8301@18301 myself,master - 0 1795235939000 1 connected 0-5460
`

/** B has been killed and B1 took over; slot 1 is on its way to B; A announces a host name. */
export const NODES_AFTER_FAILOVER = `${A1} 127.0.0.1:8306@18306 slave ${A} 0 1795235945109 1 connected
${B1} 127.0.0.1:8304@18304 master - 0 1795235945109 7 connected 5461-10922
${B} 127.0.0.1:8302@18302 master,fail - 1795235941688 1795235940682 2 disconnected
${C1} 127.0.0.1:8305@18305 slave ${C} 0 1795235945000 3 connected
${C} 127.0.0.1:8303@18303 master - 0 1795235945714 3 connected 10923-16383
${A} 127.0.0.1:8301@18301,h1.example myself,master - 0 1795235945000 1 connected 0-5460 [1->-${B}]
`

const node = (host: string | null, port: number, id: string, metadata: unknown = []): unknown[] => [
  host,
  port,
  id,
  metadata,
]

/** The same after the failover, as it looks under RESP2. */
export const SLOTS: unknown[] = [
  [0, 5460, node('127.0.0.1', 8301, A, ['hostname', 'h1.example']), node('127.0.0.1', 8306, A1)],
  [5461, 10922, node('127.0.0.1', 8304, B1)],
  [10923, 16383, node('127.0.0.1', 8303, C), node('127.0.0.1', 8305, C1)],
]

/** `cluster-preferred-endpoint-type hostname`, where only A has one, under RESP3. */
export const SLOTS_BY_HOSTNAME: unknown[] = [
  [0, 5460, node('h1.example', 8301, A, { ip: '127.0.0.1' }), node('?', 8306, A1, { ip: '127.0.0.1' })],
  [5461, 10922, node('?', 8304, B1, { ip: '127.0.0.1' })],
  [10923, 16383, node('?', 8303, C, { ip: '127.0.0.1' }), node('?', 8305, C1, { ip: '127.0.0.1' })],
]

/** `cluster-preferred-endpoint-type unknown-endpoint`. */
export const SLOTS_WITHOUT_HOSTS: unknown[] = [
  [
    0,
    5460,
    node(null, 8301, A, ['ip', '127.0.0.1', 'hostname', 'h1.example']),
    node(null, 8306, A1, ['ip', '127.0.0.1']),
  ],
  [5461, 10922, node(null, 8304, B1, ['ip', '127.0.0.1'])],
  [10923, 16383, node(null, 8303, C, ['ip', '127.0.0.1']), node(null, 8305, C1, ['ip', '127.0.0.1'])],
]

const member = (id: string, port: number, role: string, health: string): Record<string, unknown> => ({
  id,
  port,
  ip: '127.0.0.1',
  endpoint: '127.0.0.1',
  ...(id === A && { hostname: 'h1.example' }),
  role,
  'replication-offset': 14,
  health,
})

/** The same after the failover, as it looks under RESP3. */
export const SHARDS: Record<string, unknown>[] = [
  { slots: [5461, 10922], nodes: [member(B1, 8304, 'master', 'online')] },
  { slots: [], nodes: [member(B, 8302, 'master', 'fail')] },
  { slots: [10923, 16383], nodes: [member(C, 8303, 'master', 'online'), member(C1, 8305, 'replica', 'online')] },
  { slots: [0, 5460], nodes: [member(A, 8301, 'master', 'online'), member(A1, 8306, 'replica', 'online')] },
]

/** Valkey 9.1 after a failover, under RESP2: the old primary stays in the shard, and is named first. Redis 8.0 alike. */
export const SHARD_OF_TWO_PRIMARIES: unknown[] = [
  [
    'slots',
    [5461, 10921],
    'nodes',
    [
      flat({ ...member(B, 8302, 'master', 'fail'), 'replication-offset': 14 }),
      flat({ ...member(B1, 8304, 'master', 'online'), 'replication-offset': 28, 'availability-zone': 'eu-1a' }),
    ],
    'id',
    '2d4aa616e06bdaf2a7b5f69fc8eae39709e38574',
  ],
]

/** Redis 7.2 and later, and Valkey, name shards, and write IPv6 addresses bare. */
export const NODES_7_2 = `${A} ::1:8301@18301,,shard-id=69bc080733d1355567173199cff4a6a039a2f024 myself,master - 0 0 1 connected 0-8191
${A1} ::1:8302@18302,a1.example,shard-id=69bc080733d1355567173199cff4a6a039a2f024 slave ${A} 0 1426238317239 1 connected
${B} fe80::2:8303@18303,b.example,nodename=b,tls-port=9303,shard-id=114f6674a35b84949fe567f5dfd41415ee776261,availability-zone=eu-1 master - 0 1426238317239 2 connected 8192-16383
`

/** A map as RESP2 has it: names and values in turn, down to the leaves. */
export function flat(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flat)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).flatMap(([name, field]) => [name, flat(field)])
}

/** All strings as bytes, all maps as Maps. */
export function asBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asBytes)
  if (typeof value === 'string') return Buffer.from(value)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([name, field]) => [name, asBytes(field)]))
}

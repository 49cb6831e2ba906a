import type { Connect, FaultClient, Target } from './client.js'

/** Many clients behind the face of one: each key has its own, always the same. */
export async function connectMany(connect: Connect, target: Target, count: number): Promise<FaultClient> {
  const clients = await Promise.all(Array.from({ length: count }, () => connect(target)))
  const of = (key: string): FaultClient => clients[Number(/\d+/.exec(key)?.[0] ?? 0) % count] as FaultClient
  return {
    append: operation => of(operation.key).append(operation),
    appendMany: operations => of(operations[0]?.key ?? '').appendMany(operations),
    incr: key => of(key).incr(key),
    get: key => of(key).get(key),
    set: (key, value) => of(key).set(key, value),
    async close() {
      await Promise.all(clients.map(client => client.close()))
    },
  }
}

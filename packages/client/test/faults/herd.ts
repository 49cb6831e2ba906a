import type { Orders, Start, Subject, Testimony } from './subject.js'

/** Puts many clients to work, each with its share of the keys, and answers as one. */
export async function startHerd(
  start: Start,
  orders: Orders,
  { clients, each }: { clients: number; each: number },
): Promise<Subject> {
  const { keys } = orders
  const processes = Math.ceil(clients / each)
  const shares = Array.from({ length: processes }, (_, i) => keys.filter((_, at) => at % processes === i))
  const started = await Promise.allSettled(
    shares.map(share => start({ ...orders, keys: share, ...(each > 1 && { clients: each }) })),
  )
  const subjects = started.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find(one => one.status === 'rejected')
  if (failed !== undefined) {
    await Promise.allSettled(subjects.map(subject => subject.finish(0)))
    throw failed.reason
  }
  return {
    async finish(healMs) {
      return together(await Promise.all(subjects.map(subject => subject.finish(healMs))))
    },
    async flood(key, times) {
      await subjects[0]?.flood(key, times)
    },
    async close() {
      await Promise.all(subjects.map(subject => subject.close()))
    },
  }
}

/** Of what is added up, all; of what is the worst, the worst. */
function together(all: readonly Testimony[]): Testimony {
  const worst = (of: (one: Testimony) => number) => Math.max(...all.map(of))
  return {
    operations: all.flatMap(({ operations }) => operations),
    wrong: all.flatMap(({ wrong }) => wrong),
    unhandled: all.flatMap(({ unhandled }) => unhandled),
    unserved: all.flatMap(({ unserved }) => unserved),
    left: all.flatMap(({ left }) => left),
    closeMs: worst(({ closeMs }) => closeMs),
    lagMs: worst(({ lagMs }) => lagMs),
    peakRssMb: worst(({ peakRssMb }) => peakRssMb),
  }
}

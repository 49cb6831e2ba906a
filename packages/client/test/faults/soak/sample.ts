/** What a process holds. */
export interface Sample {
  readonly rssMb: number
  /** Behind a garbage collection. */
  readonly heapMb: number
  readonly sockets: number
  readonly timers: number
  /** Everything that keeps the process alive, sockets and timers with it. */
  readonly handles: number
  /** Of all sockets and of the process itself. */
  readonly listeners: number
}

interface Emitter {
  eventNames(): (string | symbol)[]
  listenerCount(name: string | symbol): number
}

/** Needs `--expose-gc`: what is garbage is not held. */
export function takeSample(): Sample {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const kinds = process.getActiveResourcesInfo()
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
  const emitters = [process, ...handles].filter(isEmitter)
  return {
    rssMb: megabytes(rss),
    heapMb: megabytes(heapUsed),
    sockets: kinds.filter(kind => /TCP|TLS/.test(kind)).length,
    timers: kinds.filter(kind => kind === 'Timeout').length,
    handles: kinds.length,
    listeners: emitters.reduce((sum, emitter) => sum + listenersOf(emitter), 0),
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 17) / 8

const isEmitter = (value: unknown): value is Emitter =>
  typeof (value as Emitter | undefined)?.eventNames === 'function' &&
  typeof (value as Emitter).listenerCount === 'function'

const listenersOf = (emitter: Emitter): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)

import type { Listener } from './part.js'

/** A promise for the end of something that tells a listener. */
export const promised = <T>(start: (listener: Listener) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    start({
      gatherer: { succeeded: (_, value) => resolve(value as T), failed: (_, error) => reject(error) },
      index: 0,
    })
  })

/**
 * An iterator that is made when its first item is asked for, by a part of the library that may have to be loaded for it.
 * Like a generator, one that is left before that never begins.
 */
export function lateIterator<T>(open: () => Promise<AsyncIterator<T, void>>): AsyncIterableIterator<T, void> {
  let opening: Promise<AsyncIterator<T, void>> | undefined
  let opened: AsyncIterator<T, void> | undefined
  let over = false
  const done: IteratorReturnResult<void> = { done: true, value: undefined }
  return {
    next() {
      if (over) return Promise.resolve(done)
      // The short way for all items but the first.
      if (opened !== undefined) return opened.next()
      opening ??= open().then(iterator => (opened = iterator))
      return opening.then(iterator => iterator.next())
    },
    async return() {
      over = true
      await (await opening)?.return?.()
      return done
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** A page of things, and who waits for all of it to be taken. */
interface Page<T> {
  readonly items: readonly T[]
  next: number
  readonly emptied: () => void
}

interface Taker<T> {
  readonly resolve: (item: T | undefined) => void
  readonly reject: (error: unknown) => void
}

/** Where several readers leave their pages, and one taker takes what is in them, one by one. */
export class Inbox<T> {
  readonly #pages: Page<T>[] = []
  readonly #takers: Taker<T>[] = []
  #end: { readonly failure: unknown } | undefined

  /** Leaves a page. Resolves when all of it was taken, or nobody takes anything any more. */
  put(items: readonly T[]): Promise<void> {
    if (items.length === 0 || this.#end !== undefined) return Promise.resolve()
    return new Promise(emptied => {
      this.#pages.push({ items, next: 0, emptied })
      while (this.#takers.length > 0 && this.#pages.length > 0) this.#takers.shift()?.resolve(this.#first())
    })
  }

  /** The next item; undefined when the inbox is closed. Rejects with why, once, where it was closed for a failure. */
  take(): Promise<T | undefined> {
    if (this.#end !== undefined) return this.#ended(this.#end)
    if (this.#pages.length > 0) return Promise.resolve(this.#first())
    return new Promise((resolve, reject) => {
      this.#takers.push({ resolve, reject })
    })
  }

  /** Drops what was not taken. */
  close(failure?: unknown): void {
    if (this.#end !== undefined) return
    this.#end = { failure }
    for (const { emptied } of this.#pages.splice(0)) emptied()
    for (const { resolve, reject } of this.#takers.splice(0)) void this.#ended(this.#end).then(resolve, reject)
  }

  #first(): T | undefined {
    const page = this.#pages[0]
    if (page === undefined) return undefined
    const item = page.items[page.next++]
    if (page.next === page.items.length) {
      this.#pages.shift()
      page.emptied()
    }
    return item
  }

  #ended({ failure }: { readonly failure: unknown }): Promise<undefined> {
    if (failure === undefined) return Promise.resolve(undefined)
    this.#end = { failure: undefined }
    return Promise.reject(failure)
  }
}

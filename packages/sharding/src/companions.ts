/** What lives beside the commands of a client, such as subscriptions. Must not throw and must not wait. */
export interface Companion {
  /** A node has other replicas than before. */
  replicasChanged(): void
  /** The client ends, at once or not: nothing is sent for the companion any more. */
  end(): void
}

/** All companions of a client. One that comes too late is ended at once. */
export class Companions implements Companion {
  readonly #all: Companion[] = []
  #over = false

  add(companion: Companion): void {
    this.#all.push(companion)
    if (this.#over) companion.end()
  }

  replicasChanged(): void {
    for (const companion of this.#all) companion.replicasChanged()
  }

  end(): void {
    this.#over = true
    for (const companion of this.#all) companion.end()
  }
}

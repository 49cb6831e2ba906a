/** How bytes pass through a proxy. All of it may be changed at any time and concerns open connections too. */
export interface LineQuality {
  /** Milliseconds that every byte is late, each way. Default 0. */
  readonly delayMs?: number | undefined
  /** Up to so many milliseconds more, at random; the order stays. Default 0. */
  readonly jitterMs?: number | undefined
  /** Passes at most so many bytes on at once. Default: as they come. */
  readonly sliceBytes?: number | undefined
  /** Milliseconds between two slices. Default 0: the next turn of the event loop. */
  readonly sliceEveryMs?: number | undefined
  /** Bytes a second, each way, on each connection. Default: no bound. */
  readonly bytesPerSecond?: number | undefined
  /** Holds everything back until it is false again; nothing is lost, as where packets are sent again. Default false. */
  readonly hold?: boolean | undefined
  /** Loses everything, silently, while connections stay open and new ones are taken. Default false. */
  readonly blackHole?: boolean | undefined
}

import { Readable } from 'node:stream'

/** Options of a stream over what a SCAN gives. */
export interface ScanStreamOptions {
  match?: string | undefined
  count?: number | string | undefined
  type?: string | undefined
  noValues?: boolean | undefined
  key?: string | Buffer | undefined
}

/** A stream of lists. */
export interface PageStream extends Readable {
  /** Ends the stream after the page that is under way. */
  close(): void
}

/** Who can be asked for pages. */
interface Asked {
  call(name: string, ...args: unknown[]): Promise<unknown>
  callBuffer(name: string, ...args: unknown[]): Promise<unknown>
}

/** A stream of the pages of a scan. */
export function pagesOf(
  asked: Asked,
  [name, ...key]: readonly [string, ...string[]],
  options: ScanStreamOptions & { asBytes?: boolean },
): PageStream {
  const { match, count, type, noValues, asBytes = false } = options
  const rest = [
    ...(match === undefined ? [] : ['MATCH', match]),
    ...(type === undefined ? [] : ['TYPE', type]),
    ...(count === undefined ? [] : ['COUNT', count]),
    ...(noValues === true ? ['NOVALUES'] : []),
  ]
  let isOpen = true
  async function* pages(): AsyncGenerator<unknown> {
    let cursor = '0'
    while (isOpen) {
      const [next, page] = (await (asBytes
        ? asked.callBuffer(name, ...key, cursor, ...rest)
        : asked.call(name, ...key, cursor, ...rest))) as [string | Buffer, unknown]
      yield page
      cursor = String(next)
      if (cursor === '0') return
    }
  }
  const close = (): void => {
    isOpen = false
  }
  return Object.assign(Readable.from(pages(), { objectMode: true }), { close })
}

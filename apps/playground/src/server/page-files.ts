import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

/** A file of the page. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly type: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Stands in the page where the token goes. */
const TOKEN_PLACE = '%TOKEN%'

/** Reads the whole page into memory: a path of a request is looked up, never opened. */
export function readPage(folder: string, token: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath ?? entry.path, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    const body = new Uint8Array(readFileSync(file))
    if (path === '/index.html') files.set('/', { body: withToken(body, token), type })
    else files.set(path, { body, type })
  }
  return files
}

function withToken(body: Uint8Array, token: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(new TextDecoder().decode(body).replace(TOKEN_PLACE, token))
}

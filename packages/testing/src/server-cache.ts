import { access, constants, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { sleep } from './poll.js'

const BUILDING = 'building-'
const LOCK_POLL_MS = 100
/** A file that cannot be read to name a living process is left over, once it is this old. */
const LOCK_GRACE_MS = 10_000

/**
 * Where downloaded servers are kept: `RC_TESTING_CACHE`, else `rc-testing` in the user's cache folder, else, for a user
 * who cannot write to a home, a folder of the user's own beside the other temporary ones.
 */
export async function cacheFolder(): Promise<string> {
  const { RC_TESTING_CACHE: chosen, XDG_CACHE_HOME: xdg } = process.env
  if (chosen !== undefined && chosen !== '') return makeFolder(chosen)
  const usual = join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'rc-testing')
  try {
    return await makeFolder(usual)
  } catch {
    const folder = join(tmpdir(), `rc-testing-cache-${userInfo().uid}`)
    await makeFolder(folder)
    const { uid } = await stat(folder)
    if (uid !== userInfo().uid) throw new Error(`${folder} belongs to another user`)
    return folder
  }
}

/**
 * The folder `name` of the cache, made by `build` where it is missing. Processes that want the same one wait for each
 * other, and it appears under its name only when it is complete.
 */
export async function cached(name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const cache = await cacheFolder()
  const folder = join(cache, name)
  if (await exists(folder)) return folder
  const lock = join(cache, `${name}.lock`)
  await takeLock(lock)
  try {
    if (await exists(folder)) return folder
    await removeLeftovers(cache)
    const draft = await mkdtemp(join(cache, `${BUILDING}${process.pid}-`))
    try {
      await build(draft)
      await putInPlace(draft, folder)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
    return folder
  } finally {
    await rm(lock, { force: true })
  }
}

async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await access(folder, constants.W_OK)
  return folder
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function putInPlace(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder)
  } catch (error) {
    // Somebody who took our lock for a dead one was faster. What is there is complete.
    if (!(await exists(folder))) throw error
  }
}

async function takeLock(lock: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true })
    else await sleep(LOCK_POLL_MS)
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(lock, 'utf8'))
    if (pid > 0) return !isAlive(pid)
    return Date.now() - (await stat(lock)).mtimeMs > LOCK_GRACE_MS
  } catch {
    return false
  }
}

/** A process that was killed while it built left a folder behind. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = name.startsWith(BUILDING) ? Number.parseInt(name.slice(BUILDING.length), 10) : 0
    if (pid > 0 && !isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { execFile } from 'node:child_process'
import { access, constants, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { type AptSource, sourcesFile } from './debian-sources.js'

/** A program unpacked with all its libraries, by paths relative to the folder that holds it. */
export interface UnpackedProgram {
  readonly program: string
  /** The dynamic loader of the release that the program was built for. */
  readonly loader: string
  readonly libraries: readonly string[]
}

/** What to fetch, from where, into which folder. */
export interface PackageRequest {
  /** Names of packages, the first of which that exists is taken. */
  readonly packages: readonly string[]
  readonly sources: readonly AptSource[]
  readonly folder: string
  readonly log: (line: string) => void
}

const run = promisify(execFile)
const APT_TIMEOUT_MS = 300_000
/** What a server needs to run. The rest of its dependencies sets up services and users. */
const NEEDED = /^(lib|lua|zlib|redis|valkey)/

/**
 * Downloads a package and its libraries with apt and unpacks them, without root: apt works on lists, state and cache of
 * its own. The libraries come along, because the package may be of another release than the machine, and because a
 * small machine lacks them.
 */
export async function fetchPackage(request: PackageRequest): Promise<UnpackedProgram> {
  const { folder, sources, log } = request
  const apt = new PrivateApt(join(folder, 'apt'))
  await apt.prepare(sources)
  const releases = [...new Set(sources.map(source => source.suite))].join(', ')
  log(`reading the package lists of ${releases}`)
  await apt.run('apt-get', 'update')
  const name = await apt.firstAvailable(request.packages)
  const closure = await apt.closure(name)
  log(`downloading ${name} and ${closure.length - 1} packages that it needs`)
  await apt.download(closure)
  const root = join(folder, 'root')
  for (const file of await apt.downloads()) await run('dpkg-deb', ['-x', file, root], { timeout: APT_TIMEOUT_MS })
  await rm(apt.folder, { recursive: true, force: true })
  await rm(join(root, 'usr/share'), { recursive: true, force: true })
  return locate(folder, name)
}

class PrivateApt {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  async prepare(sources: readonly AptSource[]): Promise<void> {
    for (const name of ['lists/partial', 'cache/archives/partial', 'downloads']) {
      await mkdir(join(this.folder, name), { recursive: true })
    }
    const file = (name: string): string => JSON.stringify(join(this.folder, name))
    await writeFile(join(this.folder, 'status'), '')
    await writeFile(join(this.folder, 'own.sources'), sourcesFile(sources))
    const config = [
      `Dir::Etc::sourcelist ${file('own.sources')};`,
      'Dir::Etc::sourceparts "/dev/null";',
      'Dir::Etc::preferences "/dev/null";',
      'Dir::Etc::preferencesparts "/dev/null";',
      `Dir::State ${file('.')};`,
      `Dir::State::lists ${file('lists')};`,
      // Nothing counts as installed.
      `Dir::State::status ${file('status')};`,
      `Dir::Cache ${file('cache')};`,
      'Dir::Cache::pkgcache "pkgcache.bin";',
      // For root apt would drop to a user that may not write here.
      'APT::Sandbox::User "root";',
      'Acquire::Languages "none";',
      'Acquire::Retries "2";',
      // Hooks of the machine are about the machine's own state.
      ...['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success'].map(hook => `#clear APT::Update::${hook};`),
    ]
    await writeFile(join(this.folder, 'apt.conf'), `${config.join('\n')}\n`)
  }

  async run(program: 'apt-get' | 'apt-cache', ...args: string[]): Promise<string> {
    const { stdout } = await run(program, ['-q', '-c', join(this.folder, 'apt.conf'), ...args], {
      cwd: join(this.folder, 'downloads'),
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      timeout: APT_TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  }

  async firstAvailable(names: readonly string[]): Promise<string> {
    for (const name of names) {
      const policy = await this.run('apt-cache', 'policy', name)
      if (/Candidate: \d/.test(policy)) return name
    }
    throw new Error(`the package lists name no ${names.join(' and no ')}`)
  }

  /** The package and every library that it needs, and that those need. */
  async closure(name: string): Promise<string[]> {
    const known = new Set([name])
    let fresh = [name]
    while (fresh.length > 0) {
      const depends = await this.run('apt-cache', 'depends', '--important', ...fresh)
      fresh = dependencies(depends).filter(one => NEEDED.test(one) && !known.has(one))
      for (const one of fresh) known.add(one)
    }
    return [...known]
  }

  async download(names: readonly string[]): Promise<void> {
    await this.run('apt-get', 'download', ...names)
  }

  async downloads(): Promise<string[]> {
    const folder = join(this.folder, 'downloads')
    return (await readdir(folder)).filter(name => name.endsWith('.deb')).map(name => join(folder, name))
  }
}

/** Names in the output of `apt-cache depends`: of alternatives (marked `|`) the first, of virtual packages none. */
export function dependencies(output: string): string[] {
  const names = new Set<string>()
  let hasAlternative = false
  for (const [, bar, name = ''] of output.matchAll(/^ ([ |])(?:Pre)?Depends: (\S+)/gm)) {
    if (!hasAlternative && !name.startsWith('<')) names.add(name.replace(/:\w+$/, ''))
    hasAlternative = bar === '|'
  }
  return [...names]
}

async function locate(folder: string, name: string): Promise<UnpackedProgram> {
  const root = join(folder, 'root')
  const program = join(root, 'usr/bin', name)
  await access(program, constants.X_OK)
  const libraries: string[] = []
  let loader: string | undefined
  for (const base of ['lib', 'usr/lib']) {
    for (const name of await readdir(join(root, base)).catch(() => [])) {
      if (!name.includes('-linux-gnu')) continue
      const library = join(root, base, name)
      libraries.push(library)
      loader ??= await findLoader(library)
    }
  }
  if (loader === undefined) throw new Error('the packages hold no dynamic loader')
  return {
    program: relative(folder, program),
    loader: relative(folder, loader),
    libraries: libraries.map(library => relative(folder, library)),
  }
}

/** A file in new releases, in old ones a link to a file beside it. */
async function findLoader(library: string): Promise<string | undefined> {
  const names = (await readdir(library)).filter(name => /^ld(-linux[\w-]*|64)\.so\.\d$/.test(name))
  for (const name of names) {
    const path = join(library, name)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (usable) return path
  }
  return undefined
}

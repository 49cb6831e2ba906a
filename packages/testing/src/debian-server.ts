import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchPackage, type UnpackedProgram } from './debian-package.js'
import { type AptSource, distributionSources, otherRelease } from './debian-sources.js'
import { probe, type ServerBinary } from './server-binary.js'
import { cached } from './server-cache.js'

/** A server program and version that a Debian release carries. */
export type ServerFlavour = 'redis-7.0' | 'redis-8.0' | 'valkey-8.0' | 'valkey-8.1' | 'valkey-9.1'

const RELEASES = {
  'redis-7.0': { package: 'redis-server', suite: 'bookworm' },
  'redis-8.0': { package: 'redis-server', suite: 'trixie' },
  'valkey-8.0': { package: 'valkey-server', suite: 'bookworm-backports' },
  'valkey-8.1': { package: 'valkey-server', suite: 'trixie' },
  'valkey-9.1': { package: 'valkey-server', suite: 'sid' },
} as const satisfies Record<ServerFlavour, { package: string; suite: string }>

/** The flavours by name. */
export const SERVER_FLAVOURS = Object.keys(RELEASES) as readonly ServerFlavour[]

/** A server out of the distribution's own packages, fetched at the first call and kept. */
export async function debianServer(
  flavour: ServerFlavour | undefined,
  log: (line: string) => void,
): Promise<ServerBinary> {
  const { name, packages, sources } = await plan(flavour)
  const folder = await cached(name, async draft => {
    log(`fetching a server for ${flavour ?? 'this machine'} from the distribution's packages (once, without root)`)
    const unpacked = await fetchPackage({ packages, sources, folder: draft, log })
    await probe(launchOf(draft, unpacked), 'debian')
    await writeFile(join(draft, MANIFEST), JSON.stringify(unpacked))
    log('the server is ready')
  })
  const unpacked = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as UnpackedProgram
  return probe(launchOf(folder, unpacked), 'debian')
}

const MANIFEST = 'server.json'

interface Plan {
  readonly name: string
  readonly packages: readonly string[]
  readonly sources: readonly AptSource[]
}

async function plan(flavour: ServerFlavour | undefined): Promise<Plan> {
  const own = await distributionSources()
  if (own.length === 0) throw new Error('apt has no sources of the distribution here')
  if (flavour === undefined) {
    const name = `${own[0]?.suite}-${process.arch}`
    return { name, packages: ['redis-server', 'valkey-server'], sources: own }
  }
  const release = RELEASES[flavour]
  const source = otherRelease(own, release.suite)
  if (source === undefined) throw new Error('apt has no source of the distribution itself here')
  // The libraries of a backport are those of the release that it was made for.
  const base = release.suite.endsWith('-backports') ? [otherRelease(own, release.suite.replace('-backports', ''))] : []
  const sources = [source, ...base].filter(one => one !== undefined)
  return { name: `${flavour}-${process.arch}`, packages: [release.package], sources }
}

function launchOf(folder: string, unpacked: UnpackedProgram): Pick<ServerBinary, 'path' | 'command' | 'args'> {
  const path = join(folder, unpacked.program)
  const libraries = unpacked.libraries.map(library => join(folder, library)).join(':')
  return { path, command: join(folder, unpacked.loader), args: ['--library-path', libraries, path] }
}

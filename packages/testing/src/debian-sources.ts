import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One place that apt may fetch packages from. */
export interface AptSource {
  readonly uri: string
  readonly suite: string
  readonly components: readonly string[]
  /** `Signed-By` as it stands: a path, or a key in the text. */
  readonly signedBy: string | undefined
  readonly trusted: boolean
}

/** The distribution's own sources, out of all that this machine's apt knows. Empty where there is no apt. */
export async function distributionSources(): Promise<AptSource[]> {
  const codename = /^VERSION_CODENAME=["']?([^"'\n]+)/m.exec(await text('/etc/os-release'))?.[1]
  const suites = new Set([codename, `${codename}-updates`, `${codename}-security`])
  const all = await aptSources()
  // Others use the distribution's suite names too, but hardly ever the component `main` with them.
  return all.filter(source => suites.has(source.suite) && source.components.includes('main'))
}

/** The same mirror with another release of it. */
export function otherRelease(sources: readonly AptSource[], suite: string): AptSource | undefined {
  const base = sources.find(source => !/-(updates|security)$/.test(source.suite))
  return base && { ...base, suite, components: ['main'] }
}

/** Sources as apt reads them from a file of its own. */
export function sourcesFile(sources: readonly AptSource[]): string {
  return sources
    .map(({ uri, suite, components, signedBy, trusted }) =>
      [
        'Types: deb',
        `URIs: ${uri}`,
        `Suites: ${suite}`,
        `Components: ${components.join(' ')}`,
        ...(signedBy === undefined ? [] : [`Signed-By: ${signedBy}`]),
        ...(trusted ? ['Trusted: yes'] : []),
        '',
      ].join('\n'),
    )
    .join('\n')
}

async function aptSources(): Promise<AptSource[]> {
  const folder = '/etc/apt/sources.list.d'
  const names = await readdir(folder).catch(() => [])
  const sources = parseLines(await text('/etc/apt/sources.list'))
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
    if (name.endsWith('.list')) sources.push(...parseLines(await text(join(folder, name))))
    if (name.endsWith('.sources')) sources.push(...parseStanzas(await text(join(folder, name))))
  }
  return sources
}

/** The one-line form: `deb [signed-by=…] uri suite component…`. */
export function parseLines(list: string): AptSource[] {
  return list.split('\n').flatMap(line => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line)
    if (match === null) return []
    const [, options = '', uri = '', suite = '', components = ''] = match
    return fetchable({
      uri,
      suite,
      components: words(components),
      signedBy: /signed-by=(\S+)/i.exec(options)?.[1],
      trusted: /trusted=yes/i.test(options),
    })
  })
}

/** The deb822 form: stanzas of fields, each with several values. */
export function parseStanzas(list: string): AptSource[] {
  const withoutComments = list.replace(/^#.*\n?/gm, '')
  return withoutComments.split(/\n\s*\n/).flatMap(stanza => {
    const fields = new Map<string, string>()
    for (const [, name = '', value = ''] of stanza.matchAll(/^([\w-]+):[ \t]*((?:.*)(?:\n[ \t]+.*)*)/gm)) {
      fields.set(name.toLowerCase(), value.trim())
    }
    const field = (name: string): string => fields.get(name) ?? ''
    if (!words(field('types')).includes('deb') || /^no$/i.test(field('enabled'))) return []
    return words(field('uris')).flatMap(uri =>
      words(field('suites')).flatMap(suite =>
        fetchable({
          uri,
          suite,
          components: words(field('components')),
          signedBy: fields.get('signed-by'),
          trusted: /^yes$/i.test(field('trusted')),
        }),
      ),
    )
  })
}

const fetchable = (source: AptSource): AptSource[] => (source.uri.startsWith('cdrom:') ? [] : [source])

const words = (list: string): string[] => list.split(/\s+/).filter(word => word !== '')

const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

import { expect, test } from 'vitest'
import { dependencies } from './debian-package.js'
import { otherRelease, parseLines, parseStanzas, sourcesFile } from './debian-sources.js'

test('the one-line form', () => {
  expect(
    parseLines(`# a comment
deb http://mirror.example/debian bookworm main contrib # more
deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] https://mirror.example/debian bookworm-security main
deb [ trusted=yes ] file:/srv/packages ./ main
deb-src http://mirror.example/debian bookworm main
deb cdrom:[Debian]/ bookworm main
`),
  ).toEqual([
    {
      uri: 'http://mirror.example/debian',
      suite: 'bookworm',
      components: ['main', 'contrib'],
      signedBy: undefined,
      trusted: false,
    },
    {
      uri: 'https://mirror.example/debian',
      suite: 'bookworm-security',
      components: ['main'],
      signedBy: '/usr/share/keyrings/a.gpg',
      trusted: false,
    },
    { uri: 'file:/srv/packages', suite: './', components: ['main'], signedBy: undefined, trusted: true },
  ])
})

const STANZAS = `Types: deb deb-src
# where from
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/a.gpg

Types: deb
URIs: http://other.example
Suites: x
Components: main
Enabled: no

Types: deb
URIs: http://third.example
Suites: y
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----
`

test('the form in stanzas', () => {
  const sources = parseStanzas(STANZAS)
  expect(sources.map(source => [source.uri, source.suite])).toEqual([
    ['http://mirror.example/debian', 'bookworm'],
    ['http://mirror.example/debian', 'bookworm-updates'],
    ['http://third.example', 'y'],
  ])
  expect(sources[0]?.signedBy).toBe('/usr/share/keyrings/a.gpg')
  expect(sources[2]?.signedBy).toContain('mQINBF')
})

test('what is written is read back the same', () => {
  const sources = parseStanzas(STANZAS)
  expect(parseStanzas(sourcesFile(sources))).toEqual(sources)
})

test('another release comes from the same mirror', () => {
  const sources = parseStanzas(STANZAS).reverse()
  expect(otherRelease(sources.slice(1), 'sid')).toMatchObject({ uri: 'http://mirror.example/debian', suite: 'sid' })
  expect(otherRelease([], 'sid')).toBe(undefined)
})

test('of alternatives the first is needed, of virtual packages none', () => {
  expect(
    dependencies(`redis-tools
  PreDepends: init-system-helpers
  Depends: libc6
 |Depends: liba1
 |Depends: libb1
  Depends: libc1
  Depends: <virtual>
    provider
  Depends: zlib1g:any
  Suggests: ruby-redis
`),
  ).toEqual(['init-system-helpers', 'libc6', 'liba1', 'zlib1g'])
})

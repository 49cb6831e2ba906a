import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const here = new URL('.', import.meta.url)
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !name.includes('.test'))
  .map(name => ({ name, text: readFileSync(new URL(name, here), 'utf8') }))

describe('what nobody imports is dropped by bundlers, because', () => {
  it('no module calls anything when it is loaded, but for calls that are marked as pure', () => {
    const calls = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/^(?:export )?(?:const|let) (\w+)(?:: [^=]+)? = (?!\/\* @__PURE__ \*\/)[\w.]+(?:<[^>]*>)?\(/gm)]
        // Bundlers know these to be pure.
        .filter(([line]) => !/= (?:Symbol|new \w+)\(/.test(line))
        .map(([, constant]) => `${name}: ${constant}`),
    )
    expect(calls).toEqual([])
  })

  it('a row has nothing to compute: a bundler keeps a call whose arguments could do something', () => {
    const rows = sources.find(({ name }) => name === 'specs.gen.ts')?.text.match(/^export const .* row\(.*$/gm) ?? []
    expect(rows.length).toBeGreaterThan(390)
    for (const row of rows)
      expect(row).toMatch(
        / = \/\* @__PURE__ \*\/ row\('[^']+', \[-?\d+, \d+(?:, (?:[A-Z_]+|'\w+'|\[\{[^()]*\}\]))*\]\)$/,
      )
  })

  it('builders do not reach the table of all commands', () => {
    const reaching = sources.filter(
      ({ name, text }) =>
        /\b(?:TABLE|lookup)\b/.test(text.replaceAll(/\/\*\*?[^]*?\*\//g, '')) && name.startsWith('builders/'),
    )
    expect(reaching.map(({ name }) => name)).toEqual([])
  })
})

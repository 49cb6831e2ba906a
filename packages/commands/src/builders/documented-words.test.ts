import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// What servers document of a command's syntax, against the files that make the command: words that stand nowhere there
// are options that nobody can give.

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Code without comments, by name of the file. */
const sources = new Map(
  readdirSync(new URL('.', import.meta.url))
    .filter(name => name.endsWith('.ts') && !/\.(?:test|test-d|gen)\.|^index/.test(name))
    .map(name => [name, read(name).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')]),
)

/** The code that makes a command: files with its row, and what they import from beside them. */
function codeOf(command: string): string | undefined {
  const row = new RegExp(String.raw`\b${command.replaceAll(/[^A-Z0-9]/g, '_')}\b`)
  const files = [...sources.values()].filter(text => row.test(text))
  const imported = files.flatMap(text => [...text.matchAll(/from '\.\/([\w-]+)\.js'/g)].map(([, name]) => `${name}.ts`))
  return files.length === 0 ? undefined : [...files, ...imported.map(name => sources.get(name))].join('\n')
}

const stands = (word: string, code: string): boolean =>
  new RegExp(String.raw`(?<![A-Za-z])${word.replaceAll(/\W/g, '\\$&')}(?![A-Za-z])`, 'i').test(code)

const dumps = readdirSync(new URL('../../data', import.meta.url)).map(name => `../../data/${name}`)

it.each(dumps)('every word that is documented has an option: %s', dump => {
  const { commands } = JSON.parse(read(dump)) as { commands: { name: string; words?: string[] }[] }
  const missing = commands.flatMap(({ name, words = [] }) => {
    const code = codeOf(name)
    if (code === undefined) return []
    // Signs, such as = and ~, are no words.
    return words.filter(word => /\w/.test(word) && !stands(word, code)).map(word => `${name} ${word}`)
  })
  expect(missing).toEqual([])
})

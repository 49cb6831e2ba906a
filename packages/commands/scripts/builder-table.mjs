// Writes src/builders/table.gen.ts: all builders in one object. An object literal of names is what every bundler can
// drop when nobody asks for it; a namespace object is not, once a package has been bundled.
import { readFileSync, writeFileSync } from 'node:fs'
import { byName } from './by-name.mjs'

/**
 * Returns how many builders there are.
 *
 * @param texts commands whose reply is text whatever is asked for
 */
export function writeBuilderTable(folder, texts) {
  const files = [...readFileSync(`${folder}/index.ts`, 'utf8').matchAll(/^export \* from '\.\/([\w-]+)\.js'/gm)].map(
    match => match[1],
  )
  const named = files
    .map(file => ({ file, names: buildersIn(readFileSync(`${folder}/${file}.ts`, 'utf8')) }))
    .filter(({ names }) => names.length > 0)
  const all = named
    .flatMap(({ names }) => names)
    .map(name => name.replace(/^(\w+) as (\w+)$/, '$1: $2'))
    .sort(byName)
  writeFileSync(
    `${folder}/table.gen.ts`,
    `// Written by scripts/generate.mjs from the files beside it. Do not edit.
import type * as all from './index.js'
${named.map(({ file, names }) => `import { ${names.join(', ')} } from './${file}.js'`).join('\n')}

/** Every builder, under the name of its method. Whoever imports it ships them all. */
export const builders: typeof all = { ${all.join(', ')} }
`,
  )
  const names = all.map(name => name.replace(/:.*/, ''))
  writeTextBuilders(`${folder}/text-builders.gen.ts`, names, texts)
  return all.length
}

/** By itself, because the types of methods need it, and builders need those: all in one file would be a circle. */
function writeTextBuilders(file, names, texts) {
  const methods = new Set(texts.flatMap(name => METHODS[name] ?? [methodOf(name)]))
  const lines = names.filter(name => methods.has(name)).map(name => `  | '${name}'`)
  writeFileSync(
    file,
    `// Written by scripts/generate.mjs. Do not edit.

/** Builders whose reply is text of the server's own, also where bytes are asked for. */
export type TextBuilder =
${lines.join('\n')}
`,
  )
}

/** Builders that are not called as their command is. */
const METHODS = { ROLE: ['serverRole'], 'ACL LOG': ['aclLog', 'aclLogReset'] }

/** `CLUSTER COUNT-FAILURE-REPORTS` is `clusterCountFailureReports`. */
function methodOf(name) {
  const [first, ...rest] = name.toLowerCase().split(/[ -]/)
  return first + rest.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** `get`, and `evalScript as eval` for a name that no binding may have. */
const buildersIn = text => [
  ...[...text.matchAll(/^export (?:const|function) (\w+)\b/gm)].map(match => match[1]),
  ...[...text.matchAll(/^export \{ (\w+) as (\w+) \}$/gm)].map(match => `${match[2]} as ${match[1]}`),
]

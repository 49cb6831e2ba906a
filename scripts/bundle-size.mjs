// What a bundle of some code weighs, minified, and gzipped on top of that: what is loaded at once, and what later.
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'

// The bundler that the packages are built with.
const { build } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild')

/**
 * @param {string} code what is to be bundled
 * @param {string} resolveDir where its imports are looked for
 * @param {readonly object[]} [plugins]
 */
export async function bundleSize(code, resolveDir, plugins = []) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir, loader: 'ts' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { PACKAGE_VERSION: '"0.0.0"' },
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [...plugins],
  })
  const { outputs } = metafile
  /** @type {Map<string, Uint8Array>} */
  const files = new Map(
    outputFiles.map((/** @type {{ path: string, contents: Uint8Array }} */ { path, contents }) => [
      path.split('/').at(-1),
      contents,
    ]),
  )
  const atOnce = new Set()
  const visit = (/** @type {string} */ name) => {
    if (atOnce.has(name)) return
    atOnce.add(name)
    for (const { path, kind } of outputs[name].imports) if (kind === 'import-statement' && path in outputs) visit(path)
  }
  visit(Object.keys(outputs).find(name => name.endsWith('stdin.js')) ?? '')
  const weigh = (/** @type {readonly string[]} */ names) => {
    const all = names.map(name => files.get(name.split('/').at(-1) ?? '') ?? new Uint8Array())
    return {
      minified: all.reduce((sum, { length }) => sum + length, 0),
      gzipped: all.reduce((sum, contents) => sum + gzipSync(contents, { level: 9 }).length, 0),
      inputs: names.flatMap(name => Object.entries(outputs[name].inputs)),
    }
  }
  const names = Object.keys(outputs)
  return {
    atOnce: weigh(names.filter(name => atOnce.has(name))),
    later: weigh(names.filter(name => !atOnce.has(name))),
  }
}

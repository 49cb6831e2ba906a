// Checks that the code is built as docs/architecture.md draws it: no package imports what the drawing does not allow, an
// edge marked (types) carries types alone, and no files import each other in a circle, types included.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { root } from './toolchain.mjs'

const DRAWING = join(root, 'docs', 'architecture.md')
const problems = []

/** package → (imported package → 'all' | 'types'), as drawn. */
function readDrawing() {
  const [, block] = /```graph\n([\s\S]*?)```/.exec(readFileSync(DRAWING, 'utf8')) ?? []
  if (block === undefined) throw new Error('docs/architecture.md has no ```graph block.')
  const allowed = new Map()
  for (const line of block.split('\n').filter(text => text.includes('─►'))) {
    const [from, to] = line.split('─►').map(text => text.trim())
    const edges = new Map()
    for (const target of to.split(',').map(text => text.trim())) {
      if (target === 'nothing') continue
      const [, name, types] = /^([a-z]+)( \(types\))?$/.exec(target) ?? []
      if (name === undefined) throw new Error(`docs/architecture.md: cannot read "${target}" in "${line.trim()}".`)
      edges.set(name, types === undefined ? 'all' : 'types')
    }
    for (const name of from.split(',')) allowed.set(name.trim(), edges)
  }
  return allowed
}

/** Every import of a file: what, and whether for types alone. */
function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = []
  const visit = node => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause
      const named = clause?.namedBindings
      const elements = named !== undefined && ts.isNamedImports(named) ? named.elements : undefined
      const types =
        clause?.isTypeOnly === true ||
        (clause !== undefined && clause.name === undefined && elements?.length > 0 && elements.every(e => e.isTypeOnly))
      found.push({ to: node.moduleSpecifier.text, types })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      const elements =
        node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined
      found.push({
        to: node.moduleSpecifier.text,
        types: node.isTypeOnly || (elements?.every(e => e.isTypeOnly) ?? false),
      })
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({ to: node.argument.literal.text, types: true })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteral(argument)) found.push({ to: argument.text, types: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function sources(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
}

const isTest = file => /\.(test|test-d|bench)\.tsx?$/.test(file) || file.includes('/test/')

const allowed = readDrawing()
const rooms = [
  ...readdirSync(join(root, 'packages')).map(name => ({ name, folder: join(root, 'packages', name) })),
  ...readdirSync(join(root, 'apps')).map(name => ({ name, folder: join(root, 'apps', name) })),
]
const files = new Map()

for (const { name, folder } of rooms) {
  const edges = allowed.get(name)
  if (edges === undefined) {
    problems.push(`${name} is not drawn in docs/architecture.md.`)
    continue
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const file of [...sources(join(folder, 'src')), ...sources(join(folder, 'test'))]) {
    const here = relative(root, file)
    const own = []
    for (const { to, types } of importsOf(file)) {
      if (to.startsWith('.')) {
        const target = resolve(dirname(file), to).replace(/\.js$/, '.ts')
        if (existsSync(target)) own.push(target)
        else if (existsSync(`${target}x`)) own.push(`${target}x`)
        if (!isTest(file) && to.endsWith('/index.js') && !file.endsWith('/index.ts') && !file.endsWith('.gen.ts'))
          problems.push(`${here} imports a barrel of its own package (${to}).`)
        continue
      }
      const [, target] = /^@rc\/([a-z]+)/.exec(to) ?? []
      if (target === undefined) {
        const outside = to.startsWith('node:')
          ? undefined
          : to
              .split('/')
              .slice(0, to.startsWith('@') ? 2 : 1)
              .join('/')
        const isApp = folder.includes('/apps/')
        // The command line is a program, not a library: what it is made of ends up in nobody's bundle.
        const isListed = name === 'cli' && manifest.dependencies?.[outside] !== undefined
        if (outside !== undefined && !isTest(file) && !isApp && !isListed && !types)
          problems.push(`${here} imports ${outside}: packages have no dependency outside @rc/*.`)
        continue
      }
      if (target === name || isTest(file)) continue
      const edge = edges.get(target)
      if (edge === undefined) problems.push(`${here} imports @rc/${target}, which ${name} may not.`)
      else if (edge === 'types' && !types)
        problems.push(`${here} imports values of @rc/${target}; ${name} may only have its types.`)
      if (edge !== undefined && manifest.dependencies?.[`@rc/${target}`] === undefined)
        problems.push(`${here} imports @rc/${target}, which ${name} does not list as a dependency.`)
    }
    files.set(file, own)
  }
}

// Circles among files: depth first, a file met again on its own path closes one.
const done = new Set()
const path = []
function walk(file) {
  if (done.has(file)) return
  const at = path.indexOf(file)
  if (at !== -1) {
    problems.push(`A circle: ${[...path.slice(at), file].map(f => relative(root, f)).join(' → ')}`)
    return
  }
  path.push(file)
  for (const next of files.get(file) ?? []) walk(next)
  path.pop()
  done.add(file)
}
for (const file of files.keys()) walk(file)

// Circles among packages as drawn.
const reach = (from, seen = new Set()) => {
  for (const to of allowed.get(from)?.keys() ?? []) if (!seen.has(to)) reach(to, seen.add(to))
  return seen
}
for (const name of allowed.keys()) if (reach(name).has(name)) problems.push(`The drawing has a circle through ${name}.`)

for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? `${files.size} files are built as drawn.` : `${problems.length} problems.`)
process.exitCode = problems.length === 0 ? 0 : 1

import { parseArgs } from 'node:util'

/** What a user asked for on the command line. */
export interface Settings {
  /** Nodes of a cluster that is there already; undefined to start one. */
  readonly nodes: string[] | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  /** The page's port; undefined for 8080, or a free one where that is taken. */
  readonly port: number | undefined
}

/** A command line that cannot be meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const HELP = `Usage: npm start -- [options]

Shows a live Redis Cluster as a web page on this machine: its slots, its nodes, and a command box.
Without --nodes, a cluster of three primaries and three replicas is started for it, and ended with it.

  --nodes <host:port,…>   use the cluster that these nodes belong to; also redis://user@host:port and rediss://
  --username <name>       ACL user of that cluster
  --password <password>   its password; the variable RC_PASSWORD keeps it out of the list of processes
  --port <number>         port of the page on 127.0.0.1; default 8080, or a free one where that is taken
  --help                  this text`

const OPTIONS = {
  nodes: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Reads a command line.
 *
 * @returns `'help'` where that was asked for
 * @throws UsageError that says what is wrong; never a value, which may be a password
 */
export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): Settings | 'help' {
  const values = parse(args)
  if (values.help === true) return 'help'
  const { username, port } = values
  const nodes = values.nodes === undefined ? undefined : readNodes(values.nodes)
  if (nodes === undefined && (username ?? values.password) !== undefined) {
    throw new UsageError('--username and --password go with --nodes: a cluster that is started here has no users.')
  }
  return {
    nodes,
    username,
    password: nodes === undefined ? undefined : (values.password ?? passwordOf(nodes, env)),
    port: port === undefined ? undefined : readPort(port),
  }
}

function parse(args: readonly string[]) {
  // npm run … -- -- passes one of the two on.
  const given = args[0] === '--' ? args.slice(1) : args
  const { values, tokens } = parseArgs({ args: given, options: OPTIONS, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new UsageError('There is a word that belongs to no option. Every value follows its option: --port 8080.')
    }
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(OPTIONS, token.name)) {
      throw new UsageError(`There is no option ${token.rawName}. Options are: ${names()}.`)
    }
    const takesValue = OPTIONS[token.name as keyof typeof OPTIONS].type === 'string'
    if (takesValue && (token.value === undefined || token.value === '' || swallowed(token))) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} <…>.`)
    }
    if (!takesValue && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`)
  }
  return values as { nodes?: string; username?: string; password?: string; port?: string; help?: boolean }
}

/** `--port --help`: the second is an option, not the first one's value. */
const swallowed = (token: { value?: string | undefined; inlineValue?: boolean | undefined }): boolean =>
  token.inlineValue !== true && /^--[a-z]/.test(token.value ?? '')

const names = (): string =>
  Object.keys(OPTIONS)
    .map(name => `--${name}`)
    .join(', ')

/** A URL may hold several hosts, separated by commas, itself. */
function readNodes(text: string): string[] {
  if (text.includes('://')) return [text]
  return text
    .split(',')
    .map(node => node.trim())
    .filter(node => node !== '')
}

function passwordOf(nodes: readonly string[], { RC_PASSWORD }: NodeJS.ProcessEnv): string | undefined {
  const inUrl = nodes.some(node => /:\/\/[^/@]*:[^/@]*@/.test(node))
  return inUrl || RC_PASSWORD === '' ? undefined : RC_PASSWORD
}

function readPort(text: string): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65535) return port
  throw new UsageError('--port must be a whole number from 1 to 65535, or 0 for any that is free.')
}

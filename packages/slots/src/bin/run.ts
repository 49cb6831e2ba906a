import { parseArgs } from 'node:util'
import { ConfigError } from '@rc/errors'
import { version } from '../../package.json'
import { HELP, OF_HELP, PLAN_HELP, TAG_HELP } from './help.js'
import { InputError, type Io, UsageError } from './io.js'
import { of } from './of.js'
import { plan } from './plan.js'
import { tag } from './tag.js'

/** Runs one command line and gives its exit code: 0, 1 where an input cannot be used, 2 where the arguments are wrong. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [command, ...rest] = args
  try {
    io.stdout.write(await output(command, rest, io))
    return 0
  } catch (error) {
    const code = exitCode(error)
    if (code === undefined) throw error
    const hint =
      code === 2 ? `\nTry: slots ${command !== undefined && COMMANDS.has(command) ? `${command} ` : ''}--help` : ''
    io.stderr.write(`slots: ${(error as Error).message}${hint}\n`)
    return code
  }
}

interface Command {
  readonly help: string
  run(args: string[], io: Io): string | Promise<string>
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['plan', { help: PLAN_HELP, run: plan }],
  ['of', { help: OF_HELP, run: of }],
  ['tag', { help: TAG_HELP, run: tag }],
])

async function output(name: string | undefined, args: string[], io: Io): Promise<string> {
  const command = COMMANDS.get(name ?? '')
  if (command !== undefined) return asksForHelp(args) ? command.help : command.run(args, io)
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return HELP
  if (name === '--version' || name === '-v') return `${version}\n`
  throw new UsageError(
    name.startsWith('-')
      ? 'The command comes first: plan, of or tag.'
      : 'There is no such command. Known: plan, of, tag.',
  )
}

/** What follows `--` is a key, whatever it looks like. */
function asksForHelp(args: readonly string[]): boolean {
  const { tokens } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  })
  return tokens.some(token => token.kind === 'option' && token.name === 'help')
}

function exitCode(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof ConfigError) return 2
  // parseArgs names the option that it does not know.
  if (error instanceof TypeError && (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) return 2
  return error instanceof InputError ? 1 : undefined
}

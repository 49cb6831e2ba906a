import { type ReplyValue, SimpleString, VerbatimString } from '../encode.js'
import { argAt, wordAt } from './arguments.js'
import { type CommandContext, type CommandSpec, keyless } from './command-spec.js'
import { serverInfo, VERSION } from './server-info.js'
import { CommandError } from './store.js'

const OK = new SimpleString('OK')

/** What a client says about itself and its connection, and what it asks about the server. */
export const CONNECTION_COMMANDS: Record<string, CommandSpec> = {
  PING: keyless(-1, args => {
    if (args.length > 1) throw new CommandError("ERR wrong number of arguments for 'ping' command")
    return args[0] ?? new SimpleString('PONG')
  }),
  ECHO: keyless(2, args => argAt(args, 0)),
  HELLO: keyless(-1, hello, ['no_auth', 'fast', 'loading', 'stale']),
  AUTH: keyless(-2, auth, ['no_auth', 'fast', 'loading', 'stale']),
  QUIT: keyless(
    -1,
    (_, { connection }) => {
      connection.closeAfterReply()
      return OK
    },
    ['no_auth', 'fast'],
  ),
  SELECT: keyless(2, args => {
    if (wordAt(args, 0) !== '0') throw new CommandError('ERR SELECT is not allowed in cluster mode')
    return OK
  }),
  READONLY: keyless(1, (_, { connection }) => {
    connection.readonlyMode = true
    return OK
  }),
  READWRITE: keyless(1, (_, { connection }) => {
    connection.readonlyMode = false
    return OK
  }),
  ASKING: keyless(1, (_, { connection }) => {
    connection.asking = true
    return OK
  }),
  CLIENT: keyless(-2, client),
  WAIT: keyless(3, (_, { node }) => [...node.shard.replicas].filter(one => one.state === 'running').length),
  INFO: keyless(
    -1,
    (args, context) =>
      new VerbatimString(
        serverInfo(
          args.map(arg => arg.toString().toLowerCase()),
          context,
        ),
      ),
    ['loading', 'stale'],
  ),
  COMMAND: keyless(-1, command, ['loading', 'stale']),
  CONFIG: keyless(
    -2,
    args => {
      if (wordAt(args, 0) === 'GET') return new Map()
      throw new CommandError(`ERR the simulated server has no CONFIG ${wordAt(args, 0)}`)
    },
    ['admin'],
  ),
}

function hello(args: readonly Buffer[], context: CommandContext): ReplyValue {
  const { connection, node } = context
  const version = args[0]?.toString()
  if (version !== undefined && !/^-?\d+$/.test(version)) {
    throw new CommandError('ERR Protocol version is not an integer or out of range')
  }
  if (version !== undefined && version !== '2' && version !== '3') {
    throw new CommandError('NOPROTO unsupported protocol version')
  }
  for (let at = 1; at < args.length; at++) {
    const word = wordAt(args, at)
    if (word === 'AUTH') login(context, argAt(args, ++at).toString(), argAt(args, ++at).toString())
    else if (word === 'SETNAME') connection.name = argAt(args, ++at).toString()
    else throw new CommandError(`ERR Syntax error in HELLO option '${args[at]?.toString()}'`)
  }
  if (!connection.authenticated) {
    throw new CommandError(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> ' +
        'option can be used to authenticate the client and select the RESP protocol version at the same time',
    )
  }
  if (version !== undefined) connection.protocol = version === '3' ? 3 : 2
  return new Map<ReplyValue, ReplyValue>([
    ['server', 'simulated'],
    ['version', VERSION],
    ['proto', connection.protocol],
    ['id', connection.id],
    ['mode', 'cluster'],
    ['role', node.role === 'primary' ? 'master' : 'replica'],
    ['modules', []],
  ])
}

function auth(args: readonly Buffer[], context: CommandContext): ReplyValue {
  if (args.length > 2) throw new CommandError('ERR syntax error')
  const [first = '', second] = args.map(arg => arg.toString())
  if (second === undefined && context.credentials === undefined) {
    throw new CommandError(
      'ERR AUTH <password> called without any password configured for the default user. ' +
        'Are you sure your configuration is correct?',
    )
  }
  login(context, second === undefined ? 'default' : first, second ?? first)
  return OK
}

function login({ connection, credentials }: CommandContext, username: string, password: string): void {
  const known = credentials === undefined ? username === 'default' : isUser(credentials, username, password)
  if (!known) throw new CommandError('WRONGPASS invalid username-password pair or user is disabled.')
  connection.authenticated = true
}

const isUser = (known: { username: string; password: string }, username: string, password: string): boolean =>
  known.username === username && known.password === password

function client(args: readonly Buffer[], { connection, node }: CommandContext): ReplyValue {
  switch (wordAt(args, 0)) {
    case 'SETNAME':
      connection.name = argAt(args, 1).toString()
      return OK
    case 'GETNAME':
      return connection.name === '' ? null : connection.name
    case 'ID':
      return connection.id
    case 'SETINFO':
    case 'NO-EVICT':
    case 'NO-TOUCH':
      return OK
    case 'INFO':
      return new VerbatimString(`${clientLine(connection)}\n`)
    case 'LIST':
      return new VerbatimString([...node.connections].map(one => `${clientLine(one)}\n`).join(''))
    default:
      throw new CommandError(`ERR unknown subcommand '${args[0]?.toString()}'. Try CLIENT HELP.`)
  }
}

const clientLine = ({ id, name, protocol }: CommandContext['connection']): string =>
  `id=${id} name=${name} resp=${protocol}`

function command(args: readonly Buffer[], { table }: CommandContext): ReplyValue {
  switch (wordAt(args, 0)) {
    case '':
      return [...table].map(([name, spec]) => describe(name, spec))
    case 'COUNT':
      return table.size
    case 'LIST':
      return [...table.keys()].map(name => name.toLowerCase())
    case 'DOCS':
      return new Map()
    case 'INFO': {
      const names = args.slice(1).map(arg => arg.toString().toUpperCase())
      return (names.length === 0 ? [...table.keys()] : names).map(name => {
        const spec = table.get(name)
        return spec === undefined ? null : describe(name, spec)
      })
    }
    default:
      throw new CommandError(`ERR unknown subcommand '${args[0]?.toString()}'. Try COMMAND HELP.`)
  }
}

function describe(name: string, { arity, flags, keys }: CommandSpec): ReplyValue {
  const { first, last, step } = keys ?? { first: 0, last: 0, step: 0 }
  return [name.toLowerCase(), arity, flags.map(flag => new SimpleString(flag)), first, last, step, [], [], [], []]
}

import { AuthError, ConnectError, ReplyError } from '@rc/errors'
import type { Arg, Reply, Request } from '@rc/resp'

/** Who the client is to the server. */
export interface Credentials {
  /** ACL user; without it the password is that of the default user. */
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** What is agreed upon with a server before the first command goes. */
export interface HandshakeOptions {
  /** 3: RESP3 where the server speaks it, RESP2 where not. 2: RESP2. */
  readonly protocol: 2 | 3
  /** Asked anew for every connection, so that passwords can be rotated. */
  readonly credentials?: (() => Credentials | Promise<Credentials>) | undefined
  /** Name of the connection, as CLIENT LIST shows it. */
  readonly clientName?: string | undefined
  /** Name and version of the library, as CLIENT LIST shows them. */
  readonly library?: { readonly name: string; readonly version: string } | undefined
  /** Reads are wanted from this node though it is a replica. */
  readonly readonly: boolean
  /** Number of the database, of a server that is no node of a cluster. Default 0. */
  readonly database?: number | undefined
  /**
   * Words behind CLIENT TRACKING: the server is to say when what was read over the connection changes. Only under RESP3,
   * and only where the connection is one of the shared ones to a primary.
   */
  readonly tracking?: readonly string[] | undefined
  /** Whether the server is asked for its id in its cluster. */
  readonly identify?: boolean | undefined
}

/** What the handshake found out. */
export interface Greeting {
  readonly protocol: 2 | 3
  /** What the server said to `tracking`: undefined where it was not asked, an error where it refused. */
  readonly tracking: Reply | undefined
  /** What the server said of its id: undefined where it was not asked, an error where it refused. */
  readonly id: Reply | undefined
}

/** Sends requests at once, in one write, and resolves with their replies, errors among them as values. */
export type Exchange = (requests: readonly Request[]) => Promise<readonly Reply[]>

/**
 * Greets a server: protocol, user, names, read-only mode. One round trip; two where the server speaks only RESP2.
 *
 * @throws AuthError where user or password are refused or missing
 * @throws ConnectError where the server turns the connection down
 */
export async function greet(exchange: Exchange, options: HandshakeOptions): Promise<Greeting> {
  const credentials = (await options.credentials?.()) ?? {}
  if (options.protocol === 3) {
    const { tracking } = options
    const requests = [request('HELLO', helloArgs(credentials, options))]
    if (tracking !== undefined) requests.push(request('CLIENT', ['TRACKING', ...tracking]))
    const [hello, ...rest] = await exchange([...requests, ...extras(options)])
    if (!(hello instanceof ReplyError)) {
      checkLast(rest, options)
      const id = options.identify ? rest[tracking === undefined ? 0 : 1] : undefined
      return { protocol: 3, tracking: tracking === undefined ? undefined : rest[0], id }
    }
    if (!lacksHello(hello)) throw refused(hello, credentials)
  }
  const greeting = resp2Greeting(credentials, options)
  const requests = [...greeting, ...extras(options)]
  if (requests.length === 0) return RESP2
  const replies = await exchange(requests)
  if (credentials.password !== undefined && replies[0] instanceof ReplyError) throw refused(replies[0], credentials)
  const needsAuth = replies.find(reply => reply instanceof AuthError && reply.code === 'NOAUTH')
  if (needsAuth instanceof ReplyError) throw refused(needsAuth, credentials)
  checkLast(replies, options)
  return options.identify ? { ...RESP2, id: replies[greeting.length] } : RESP2
}

const RESP2: Greeting = { protocol: 2, tracking: undefined, id: undefined }

/** Makes a request of words; the first is the command. */
export const request = (name: string, args: readonly Arg[]): Request => ({
  spec: { head: `$${name.length}\r\n${name}\r\n`, words: 1 },
  args,
})

function helloArgs({ username, password }: Credentials, { clientName }: HandshakeOptions): Arg[] {
  const args: Arg[] = ['3']
  if (password !== undefined) args.push('AUTH', username ?? 'default', password)
  if (clientName !== undefined) args.push('SETNAME', clientName)
  return args
}

function resp2Greeting({ username, password }: Credentials, { clientName }: HandshakeOptions): Request[] {
  const requests: Request[] = []
  // Servers before ACLs know AUTH with a password alone.
  if (password !== undefined) requests.push(request('AUTH', username === undefined ? [password] : [username, password]))
  if (clientName !== undefined) requests.push(request('CLIENT', ['SETNAME', clientName]))
  return requests
}

/** What has to succeed last, so that its reply is found, and the id first; the library's name is a courtesy that older servers do not know. */
function extras({ library, readonly, database = 0, identify }: HandshakeOptions): Request[] {
  const requests: Request[] = []
  if (identify) requests.push(request('CLUSTER', ['MYID']))
  if (library !== undefined) {
    requests.push(request('CLIENT', ['SETINFO', 'LIB-NAME', library.name]))
    requests.push(request('CLIENT', ['SETINFO', 'LIB-VER', library.version]))
  }
  // Never both: a cluster has database 0 alone.
  if (readonly) requests.push(request('READONLY', []))
  else if (database !== 0) requests.push(request('SELECT', [database]))
  return requests
}

function checkLast(replies: readonly Reply[], { readonly, database = 0 }: HandshakeOptions): void {
  const reply = replies[replies.length - 1]
  if ((readonly || database !== 0) && reply instanceof ReplyError) {
    throw new ConnectError(`The server refused ${readonly ? 'READONLY' : 'SELECT'}: ${reply.message}`, { cause: reply })
  }
}

const lacksHello = (error: ReplyError): boolean =>
  error.code === 'NOPROTO' || error.message.startsWith('ERR unknown command')

function refused(error: ReplyError, credentials: Credentials): Error {
  if (error.code === 'NOAUTH') {
    return new AuthError(
      'NOAUTH The server wants a password and the client has none. Set password, and username where the server uses ACLs.',
      { executed: 'no', cause: error },
    )
  }
  if (
    error instanceof AuthError ||
    error.message.startsWith('ERR AUTH') ||
    error.message.startsWith('ERR Client sent AUTH')
  ) {
    const user = credentials.username === undefined ? 'the default user' : 'this username'
    return new AuthError(
      `${error.code === 'ERR' ? 'WRONGPASS' : error.code} The server refused the password for ${user}. ` +
        'Check username and password (or what credentials() returns).',
      { executed: 'no', cause: error },
    )
  }
  return new ConnectError(`The server turned the connection down: ${error.message}`, { cause: error })
}

import { execFileSync, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findServer, type ServerBinary } from '@rc/testing'

/** One of two networks that are joined by a third, in which the suite runs: it reaches both, whatever is cut. */
export type Side = 'majority' | 'minority'

/** The address that everybody on a side has. */
export const ADDRESS: Readonly<Record<Side, string>> = { majority: '10.77.1.2', minority: '10.77.2.2' }

/** The suite's own address towards a side. */
export const JOINT: Readonly<Record<Side, string>> = { majority: '10.77.1.1', minority: '10.77.2.1' }

const MARK = 'RC_FAULTS_NETWORK'

/**
 * All of it ends with the last process inside: nothing is to be removed. Who asks for a neighbour's hardware address asks
 * once a second, which would be taken for slowness of the client: it is told. A port is looked for where the suite runs, hence
 * the addresses that are not its own.
 */
const SET_UP = `
mkdir -p /run/netns
mount -t tmpfs none /run/netns
echo 1 > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind
ip link set lo up
net=1
for side in majority minority; do
  ip netns add $side
  ip link add $side type veth peer name out netns $side
  ip address add 10.77.$net.1/24 dev $side
  ip link set $side up
  ip -n $side address add 10.77.$net.2/24 dev out
  ip -n $side link set lo up
  ip -n $side link set out up
  ip -n $side route add default via 10.77.$net.1
  mac=$(ip -o link show $side | sed 's/.*ether \\([^ ]*\\).*/\\1/')
  ip -n $side neighbour replace 10.77.$net.1 lladdr $mac dev out nud permanent
  net=2
done
exec "$@"
`

/** Puts a server on the side that its address is of. */
const ON_ITS_SIDE = `
for word; do case $word in *.conf) config=$word ;; esac; done
side=majority
grep -q '^bind "${ADDRESS.minority}"' "$config" && side=minority
exec ip netns exec $side "$@"
`

/** Whether this process runs between the two sides. */
export const inOwnNetwork = (): boolean => process.env[MARK] === 'own'

/** Why there can be no network of one's own here; undefined where there can. */
export function noOwnNetwork(): string | undefined {
  const can = process.platform === 'linux' && process.getuid?.() === 0 && ['unshare', 'ip', 'mount'].every(isOnPath)
  return can ? undefined : 'needs root on Linux, with `unshare`, `mount` and `ip`'
}

/** Runs this program once more, between two sides of its own, and waits for its end. */
export function runInOwnNetwork(args: readonly string[]): Promise<number> {
  const program = [process.execPath, ...process.execArgv, process.argv[1] ?? '', ...args]
  const child = spawn('unshare', ['--net', '--mount', 'sh', '-ec', SET_UP, 'sh', ...program], {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: 'own' },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

/** A server program that starts on the side that its address is of. */
export async function onItsSide(path: string | undefined): Promise<ServerBinary> {
  const server = await findServer(path === undefined ? {} : { path })
  return { ...server, command: 'sh', args: ['-c', ON_ITS_SIDE, 'sh', server.command, ...server.args] }
}

/** What to put before a program that is to run on a side. */
export const onSide = (side: Side): [command: string, ...args: string[]] => ['ip', 'netns', 'exec', side]

/** Lets nothing pass between the sides, open connections included; nobody is told. */
export const part = (): void => rules('add')

/** Lets everything pass again. */
export const unite = (): void => rules('del')

/** Takes the line of a side away, or gives it back. */
export const setLine = (side: Side, state: 'up' | 'down'): void => {
  if (!inOwnNetwork()) throw new Error('There are no sides here.')
  execFileSync('ip', ['link', 'set', side, state])
}

function rules(verb: 'add' | 'del'): void {
  if (!inOwnNetwork()) throw new Error('There are no sides to part here.')
  for (const [from, to] of [
    ['majority', ADDRESS.minority],
    ['minority', ADDRESS.majority],
  ] as const) {
    execFileSync('ip', ['rule', verb, 'pref', '10', 'iif', from, 'to', to, 'blackhole'])
  }
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

import { type Clock, type Dial, type NamedAddress, socketDial } from '@rc/pool'
import { formatAddress } from '@rc/slots'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { ClusterOptions } from './options.js'
import { noMap } from './topology-errors.js'
import { look } from './topology-look.js'
import type { Witness } from './topology-source.js'
import type { View } from './topology-view.js'

/** All addresses of a host name. */
export type LookUp = (host: string) => Promise<readonly string[]>

/** As the system does it: its hosts file, then DNS. */
export const systemLookUp: LookUp = async host => (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * Where a seed can be reached now: every address of its name, looked up anew each time, as the nodes behind a name
 * change. One that accepts connections and answers nothing must not hide the others. A name that is not found stays a
 * name, so that whoever dials it says what is wrong.
 */
async function seedAddresses(seed: NamedAddress, lookUp: LookUp): Promise<readonly Witness[]> {
  const { host, port } = seed
  const found = await lookUp(host).catch(() => [])
  if (found.length === 0) return [seed]
  return [...new Set(found)].map(address => ({
    host: address,
    port,
    name: formatAddress({ host: address, port }),
    seed: host,
  }))
}

/** How names are looked up; undefined where the user has a way of his own to open connections, or to look up. */
export const lookUpOf = ({ dial, tls }: Pick<ClusterOptions, 'dial' | 'tls'>): LookUp | undefined =>
  dial !== undefined || (typeof tls === 'object' && tls.lookup !== undefined) ? undefined : systemLookUp

/** Opens sockets. A certificate is issued for the name that the user gave, not for what a look-up made of it. */
export function nodeDial(tls: TlsOptions | undefined): Dial {
  const plain = socketDial(tls)
  return (address, signal) => {
    const { seed } = address as Partial<Witness>
    if (tls === undefined || seed === undefined || tls.servername !== undefined) return plain(address, signal)
    return socketDial({ ...tls, servername: seed })(address, signal)
  }
}

/** The view of the node that a seed leads to; of several, the view of the first that gives one. */
export function askSeed(seed: NamedAddress, asking: Asking): Promise<View> {
  const { lookUp } = asking
  // At once, so that a client that is closed in the same moment still finds what its commands are waiting for.
  return lookUp === undefined || isIP(seed.host) !== 0 ? asking.ask(seed) : askByName(seed, { ...asking, lookUp })
}

async function askByName(seed: NamedAddress, asking: Asking & { readonly lookUp: LookUp }): Promise<View> {
  const { lookUp, clock, answerMs } = asking
  const addresses = await seedAddresses(seed, lookUp)
  const { views, failures } = await look({
    clock,
    candidates: addresses.map(address => ({ name: address.name, ask: () => asking.ask(address) })),
    first: 1,
    most: 1,
    staggerMs: STAGGER_MS,
    graceMs: 0,
    limitMs: answerMs + addresses.length * STAGGER_MS,
    hold: true,
    judge: () => ({ enough: true, next: [] }),
  })
  const [first] = views
  if (first === undefined) throw failures.length === 1 ? failures[0]?.error : noMap(failures)
  return first
}

/** How the addresses of a seed are asked. */
export interface Asking {
  /** Undefined where whoever dials does the looking up. */
  readonly lookUp: LookUp | undefined
  readonly clock: Clock
  readonly answerMs: number
  ask(address: Witness): Promise<View>
}

/** An address that is slow to answer does not keep the next from being asked for longer. */
const STAGGER_MS = 100

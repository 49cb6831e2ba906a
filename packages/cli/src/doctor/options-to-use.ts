import { formatAddress } from '@rc/slots'
import type { ConnectOptions } from '../store/open.js'
import { addressMapOf, type Survey } from './survey.js'

/** Seeds that survive the loss of two nodes are enough. */
const SEEDS = 3

/** What a client here should be given, as plain data. Never user or password themselves. */
export interface OptionsToUse {
  readonly nodes: readonly string[]
  readonly addressMap?: Readonly<Record<string, string>>
  readonly tls?: boolean
  readonly ca?: string
  readonly hasUser: boolean
  readonly hasPassword: boolean
}

/** The options with which a client reaches this cluster from here; undefined where none would. */
export function optionsToUse(survey: Survey, { cacert }: ConnectOptions): OptionsToUse | undefined {
  const { seeds, announced, place } = survey
  const reached = seeds.filter(({ failure, isCluster }) => failure === undefined && isCluster).map(({ name }) => name)
  // Primaries first: they are of different shards, and seldom on one machine.
  const others = [...announced]
    .sort((a, b) => a.role.localeCompare(b.role))
    .filter(({ there, instead }) => there.failure === undefined || instead !== undefined)
    .map(({ name, instead }) => (instead === undefined ? name : formatAddress(instead)))
  const nodes = [...new Set([...reached, ...others])].slice(0, Math.max(SEEDS, reached.length))
  if (reached.length === 0) return undefined
  const addressMap = addressMapOf(survey)
  return {
    nodes,
    ...(Object.keys(addressMap).length > 0 && { addressMap }),
    ...(place.tls && { tls: true }),
    ...(place.tls && cacert !== undefined && { ca: cacert }),
    hasUser: place.username !== undefined,
    hasPassword: place.password !== undefined,
  }
}

/** The same as a line of code. */
export function printOptions({ nodes, addressMap, tls, ca, hasUser, hasPassword }: OptionsToUse): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`
  const lines = [
    `nodes: [${nodes.map(quoted).join(', ')}],`,
    ...(hasUser ? ['username: process.env.REDIS_USERNAME,'] : []),
    ...(hasPassword ? ['password: process.env.REDIS_PASSWORD,'] : []),
    ...(tls === true ? [ca === undefined ? 'tls: true,' : `tls: { ca: readFileSync(${quoted(ca)}) },`] : []),
    ...(addressMap === undefined
      ? []
      : [
          'addressMap: {',
          ...Object.entries(addressMap).map(([from, to]) => `  ${quoted(from)}: ${quoted(to)},`),
          '},',
        ]),
  ]
  return `new RedisCluster({\n${lines.map(line => `  ${line}`).join('\n')}\n})\n`
}

import { AuthError } from '@rc/errors'
import { formatSlotRanges, SLOT_COUNT, Topology } from '@rc/slots'
import { many } from '../text/units.js'
import type { Examined } from './examine.js'
import { type Finding, ok, problem, warning } from './finding.js'
import { addressMapOf, type Survey } from './survey.js'

/** What is to be said of a cluster, in the order in which one would ask. */
export function findingsOf(survey: Survey): readonly Finding[] {
  const found = seedFindings(survey)
  // Without a map there is nothing more to look at.
  if (survey.shards.length === 0) return found
  const looks = [addresses, rights, versions, coverage, epochs, replicas]
  return [...found, ...looks.flatMap(look => look(survey))]
}

function seedFindings({ seeds, place }: Survey): Finding[] {
  return seeds.map(seed => {
    const about = `seed ${seed.name}`
    if (seed.failure !== undefined) return problem(about, failureText(seed.failure, place.tls))
    if (!seed.isCluster) return problem(about, 'answers, but is no node of a cluster (cluster-enabled no).')
    return ok(about, `answers, ${seed.version}.`)
  })
}

function addresses(survey: Survey): Finding[] {
  const { announced, place } = survey
  const found: Finding[] = []
  for (const { name, there, id, instead } of announced) {
    if (instead !== undefined) {
      const why = there.failure === undefined ? 'another node answers there' : failureText(there.failure, place.tls)
      found.push(warning(`node ${name}`, `is announced there, and reached elsewhere (${why}). See addressMap below.`))
    } else if (there.failure !== undefined) found.push(problem(`node ${name}`, failureText(there.failure, place.tls)))
    else if (id !== undefined && there.id !== undefined && there.id !== id) {
      found.push(problem(`node ${name}`, 'another node answers at this address than the one that is announced.'))
    }
  }
  if (found.length > 0) return found
  const mapped = Object.keys(addressMapOf(survey)).length
  return [ok('addresses', `all ${many(announced.length - mapped, 'node')} are reached where they are announced.`)]
}

/** What a client does without, where a command is refused. */
const NEEDED: Readonly<Record<string, string>> = {
  'CLUSTER SLOTS': 'the addresses that nodes want to be reached at',
  'CLUSTER NODES': 'epochs, which tell the newer of two maps',
  'CLUSTER INFO': 'the state of the cluster, for this report',
  INFO: 'versions and replication, for rc info and this report',
}

function rights({ nodes }: Survey): Finding[] {
  const refused = new Map<string, string[]>()
  for (const node of nodes) {
    for (const name of node.refused) refused.set(name, [...(refused.get(name) ?? []), node.name])
  }
  if (refused.size === 0) return [ok('rights', 'the user may run what a client asks a cluster.')]
  const hasMap = !(refused.has('CLUSTER SLOTS') && refused.has('CLUSTER NODES'))
  return [...refused].map(([name, on]) => {
    const text = `${name} is refused by ${on.join(', ')}: ${NEEDED[name] ?? 'needed'} cannot be had.`
    return hasMap ? warning('rights', text) : problem('rights', text)
  })
}

function versions({ nodes }: Survey): Finding[] {
  const known = [...new Set(nodes.map(({ version }) => version))].filter(version => version !== '?')
  if (known.length === 0) return [warning('versions', 'no node tells its version.')]
  if (known.length === 1) return [ok('versions', `all nodes run ${known[0]}.`)]
  return [warning('versions', `nodes differ: ${known.join(', ')}. Commands are only safe that the oldest knows.`)]
}

function coverage({ shards, nodes }: Survey): Finding[] {
  const topology = Topology.of(shards)
  const missing = SLOT_COUNT - topology.coveredSlots
  const failing = nodes.filter(({ clusterState }) => clusterState !== undefined && clusterState !== 'ok')
  const found: Finding[] = []
  if (missing > 0) {
    const ranges = formatSlotRanges(topology.uncovered())
    found.push(problem('slots', `${many(missing, 'slot')} without an owner: ${ranges}.`))
  }
  if (failing.length > 0) {
    found.push(problem('state', `${failing.map(({ name }) => name).join(', ')}: the cluster is down as they see it.`))
  }
  return found.length > 0 ? found : [ok('slots', 'all 16384 have an owner, and no node says that the cluster is down.')]
}

/** Who owns what, by each node's own word. */
function epochs({ nodes }: Survey): Finding[] {
  const views = new Map<string, string[]>()
  for (const node of nodes) {
    const view = ownershipOf(node)
    if (view !== undefined) views.set(view, [...(views.get(view) ?? []), node.name])
  }
  const found: Finding[] = []
  if (views.size > 1) {
    const groups = [...views.values()].map(names => names.join(', ')).join(' against ')
    found.push(problem('maps', `nodes disagree on who owns which slot: ${groups}.`))
  }
  const current = new Set(nodes.map(({ currentEpoch }) => currentEpoch).filter(epoch => epoch !== undefined))
  if (current.size > 1) {
    found.push(
      warning('epochs', `nodes are at different epochs (${[...current].join(', ')}): right after a change it passes.`),
    )
  }
  const shared = sharedEpochs(nodes)
  if (shared.length > 0) found.push(warning('epochs', `primaries share a config epoch: ${shared.join('; ')}.`))
  return found.length > 0 ? found : [ok('maps', 'all nodes agree on who owns which slot, and on the epoch.')]
}

function ownershipOf({ byNodes }: Examined): string | undefined {
  return byNodes
    ?.filter(({ ranges }) => ranges.length > 0)
    .map(({ primary, ranges, epoch }) => `${primary.id ?? primary.name} ${epoch} ${formatSlotRanges(ranges)}`)
    .sort()
    .join('\n')
}

function sharedEpochs(nodes: readonly Examined[]): string[] {
  const view = nodes.find(({ byNodes }) => byNodes !== undefined)?.byNodes ?? []
  const byEpoch = new Map<number, string[]>()
  for (const { primary, epoch, ranges } of view) {
    if (epoch !== undefined && ranges.length > 0) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), primary.name])
  }
  return [...byEpoch.values()].filter(names => names.length > 1).map(names => names.join(', '))
}

function replicas({ shards, nodes }: Survey): Finding[] {
  const found: Finding[] = []
  const alone = shards.filter(shard => shard.replicas.length === 0 && shard.ranges.length > 0)
  if (alone.length > 0) {
    const names = alone.map(({ primary }) => primary.name).join(', ')
    found.push(warning('replicas', `${names}: without a replica. Where it fails, its slots are gone.`))
  }
  const cut = nodes.filter(({ linked }) => linked === false)
  if (cut.length > 0) {
    found.push(problem('replicas', `${cut.map(({ name }) => name).join(', ')}: not connected to the primary.`))
  }
  return found.length > 0 ? found : [ok('replicas', 'every shard has one, and all are connected.')]
}

/** What went wrong, and what it often means. */
function failureText(error: Error, tls: boolean): string {
  const text = error.message.replace(/\.?$/, '.')
  if (error instanceof AuthError) return text
  const cause = (error.cause ?? {}) as NodeJS.ErrnoException
  switch (cause.code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `${text} The certificate is not for this name: give { tls: { servername } }, or seeds by the name in it.`
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `${text} Nobody trusted has signed the certificate: --cacert FILE, { tls: { ca } } in the client.`
    default:
      return !tls && /handshake|closed/i.test(text) ? `${text} If the port speaks TLS, use rediss://.` : text
  }
}

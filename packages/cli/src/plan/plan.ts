import { KeyPlanner, type Topology } from '@rc/slots'
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js'
import { type ConnectOptions, openCluster } from '../store/open.js'
import { parsePlace } from '../store/place.js'
import { painter } from '../text/paint.js'
import { withNodesAdded } from './added-nodes.js'
import { printPlan } from './print-plan.js'
import { readKeys } from './read-keys.js'

/** Options of `rc plan`. */
export interface PlanOptions extends ConnectOptions {
  readonly file?: string | undefined
  readonly null?: boolean | undefined
  readonly nodes?: number | undefined
  readonly add: number
  readonly top: number
  readonly match?: string | undefined
  readonly json?: boolean | undefined
}

/** `rc plan [CLUSTER]`: keys of a file, of the standard input, or of a scan over the cluster. */
export async function plan(place: string | undefined, options: PlanOptions, io: Io): Promise<ExitCode> {
  if (place !== undefined && options.nodes !== undefined) {
    throw new UsageError('Give either a cluster or --nodes: a cluster says how many it has.')
  }
  if (options.match !== undefined && (place === undefined || options.file !== undefined)) {
    throw new UsageError('--match belongs to a scan: it needs a cluster, and no --file.')
  }
  const client = place === undefined ? undefined : await openCluster(parsePlace(place, io.env), options)
  try {
    const isScan = client !== undefined && options.file === undefined
    const pages = isScan
      ? client.bytes().scan({ match: options.match }).batches()
      : readKeys({ file: options.file ?? '-', nul: options.null === true }, io)
    return await count(pages, { topology: client?.topology, options, io })
  } finally {
    client?.destroy()
  }
}

async function count(
  pages: AsyncIterable<readonly Buffer[]>,
  { topology, options, io }: { topology: Topology | undefined; options: PlanOptions; io: Io },
): Promise<ExitCode> {
  const planner = new KeyPlanner(topology, { shards: options.nodes ?? 3, top: options.top })
  for await (const keys of pages) {
    if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
    for (const key of keys) planner.add(key)
  }
  const result = planner.result()
  const addition = options.add === 0 ? undefined : withNodesAdded(result, options.add)
  const text =
    options.json === true
      ? `${JSON.stringify({ ...result, addition }, null, 2)}\n`
      : printPlan({ plan: result, addition, assumed: topology === undefined }, painter(io))
  io.stdout.write(text)
  return EXIT.done
}

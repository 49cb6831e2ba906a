import type { Command } from '@rc/commands'
import type { NamedAddress } from '@rc/pool'
import type { CallOptions } from './call-options.js'
import type { Engine } from './engine.js'
import { Gather, type NodeMerge } from './gather.js'
import { type Listener, PartOperation } from './part.js'
import type { SplitPart } from './split.js'

/** How a command is scattered. */
export interface ScatterWay {
  readonly options: CallOptions
  /** When all parts have to have ended. */
  readonly deadline: number
  readonly listener: Listener
  /** When parts that are sent again now have to have ended. */
  readonly newDeadline: () => number
}

/** Sends the parts of a split command, each to the owner of its slot, and tells the end of the whole. */
export function scatterOverSlots(
  engine: Engine,
  { command, parts }: { command: Command<unknown>; parts: readonly SplitPart[] },
  { options, deadline, listener, newDeadline }: ScatterWay,
): void {
  const gather = new Gather(
    {
      command,
      keys: parts.map(part => part.keys),
      merge: command.spec.response,
      options,
      engine,
      operation(index, way) {
        const { slot, command: part } = parts[index] as SplitPart
        return new PartOperation(part, slot, way)
      },
      newDeadline,
    },
    listener,
  )
  gather.start(deadline)
}

/** A whole command for each of many nodes. */
export interface Spread {
  readonly command: Command<unknown>
  readonly nodes: readonly NamedAddress[]
  readonly merge: NodeMerge
  /** Where the nodes were chosen as primaries: a slot of each, so that after a failover its successor is asked. */
  readonly slotOf?: ((primary: NamedAddress) => number | undefined) | undefined
}

/** Sends a whole command to each of many nodes, and tells the end of all. */
export function scatterOverNodes(
  engine: Engine,
  { command, nodes, merge, slotOf }: Spread,
  { options, deadline, listener, newDeadline }: ScatterWay,
): void {
  const gather = new Gather(
    {
      command,
      keys: nodes.map(() => []),
      merge,
      options,
      engine,
      operation(index, way) {
        const node = nodes[index] as NamedAddress
        return new PartOperation(command, -1, way.to({ ...options, node, standsFor: slotOf?.(node) }))
      },
      newDeadline,
    },
    listener,
  )
  gather.start(deadline)
}

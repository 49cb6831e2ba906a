import { HOT_REGIONS } from './layout.js'
import type { ModelNode } from './model-node.js'
import type { Step } from './schedule.js'
import type { Wire } from './wire.js'
import type { World } from './world.js'

/** Nodes call another failed after it has been silent for so long. */
const FAILED_AFTER_MS = 300

/** Has a step of a schedule happen. */
export function act(world: World, step: Step): void {
  const { loop, trace } = world
  if (step.do !== 'ask') trace.note(loop.now(), JSON.stringify(step))
  switch (step.do) {
    case 'ask':
      world.user.ask(step.commands, step.as, step.options)
      return
    case 'connect':
      world.awaits('connect()', world.client.connect())
      return
    case 'close':
      world.awaits('close()', world.client.close())
      return
    case 'destroy':
      world.client.destroy()
      return
    case 'stall':
      loop.stall(step.ms)
      return
    case 'cut':
    case 'finish':
    case 'silence':
    case 'garble':
    case 'push':
      onWire(world, step.wire, wire => spoil(wire, step.do))
      return
    case 'slow':
      onWire(world, step.wire, wire => {
        wire.slowMs = step.byMs
        loop.arrive(step.ms, () => (wire.slowMs = 0))
      })
      return
    case 'failover':
      world.cluster.failover(step.node % world.cluster.nodes.length, step.graceful)
      return
    case 'migrate':
      migrate(world, step)
      return
    case 'disown': {
      const region = HOT_REGIONS[step.hot] as number
      world.cluster.disown(region)
      loop.arrive(step.ms, () => world.cluster.own(region))
      return
    }
    default:
      onNode(world, world.cluster.node(step.node % world.cluster.nodes.length), step)
  }
}

function onWire({ openWires }: World, choice: number, run: (wire: Wire) => void): void {
  if (openWires.length > 0) run(openWires[choice % openWires.length] as Wire)
}

function spoil(wire: Wire, how: 'cut' | 'finish' | 'silence' | 'garble' | 'push'): void {
  switch (how) {
    case 'cut':
      wire.reset()
      return
    case 'finish':
      wire.close()
      return
    case 'silence':
      wire.silence()
      return
    case 'garble':
      wire.reply('@nothing that RESP knows\r\n')
      return
    case 'push':
      wire.reply('>2\r\n+news\r\n+of something else\r\n')
  }
}

type NodeStep = Extract<Step, { readonly node: number }>

function onNode(world: World, node: ModelNode, step: Exclude<NodeStep, { readonly do: 'failover' }>): void {
  const { loop } = world
  const forAWhile = (begin: () => void, end: () => void): void => {
    begin()
    loop.arrive(step.do === 'trap' ? 0 : step.ms, end)
  }
  switch (step.do) {
    case 'trap':
      node.trap = { left: step.left, when: step.when }
      return
    case 'freeze':
      if (node.mode === 'running')
        forAWhile(
          () => (node.mode = 'frozen'),
          () => awake(world, node),
        )
      return
    case 'isolate':
      forAWhile(
        () => (node.isolated = true),
        () => rejoin(world, node),
      )
      return
    case 'down':
      forAWhile(
        () => (node.down = true),
        () => (node.down = false),
      )
      return
    case 'load':
      forAWhile(
        () => (node.loading = true),
        () => (node.loading = false),
      )
      return
    case 'orphan':
      forAWhile(
        () => (node.orphaned = true),
        () => (node.orphaned = false),
      )
      return
    case 'empty':
    case 'garbage': {
      const { do: map } = step
      forAWhile(
        () => (node.map = map),
        () => (node.map = 'true'),
      )
      return
    }
    case 'door':
      forAWhile(
        () => (node.door = step.door),
        () => (node.door = 'open'),
      )
      return
    case 'crash':
      crash(world, node, step)
  }
}

function awake(world: World, node: ModelNode): void {
  if (node.mode !== 'frozen') return
  node.resume()
  rejoin(world, node)
}

/** A node hears of the others again, a little later. */
function rejoin({ loop, cluster, random }: World, node: ModelNode): void {
  node.isolated = false
  loop.arrive(random.next() * 50, () => {
    if (node.hears) cluster.adopt(node)
  })
}

function crash(world: World, node: ModelNode, step: Extract<Step, { readonly do: 'crash' }>): void {
  const { loop, cluster } = world
  if (node.mode !== 'running') return
  const mark = (failed: boolean): void => {
    const marks = cluster.truth.failed.map((old, i) => (i === node.index ? failed : old))
    if (cluster.truth.failed[node.index] !== failed) cluster.change({ failed: marks }, [])
  }
  node.die(step.silently)
  node.door = step.silently ? 'hangs' : 'refuses'
  loop.arrive(FAILED_AFTER_MS, () => {
    if (node.mode === 'dead') mark(true)
  })
  loop.arrive(step.ms, () => {
    if (node.mode !== 'dead') return
    node.mode = 'running'
    node.door = 'open'
    node.loading = step.loadMs > 0
    loop.arrive(step.loadMs, () => (node.loading = false))
    mark(false)
    rejoin(world, node)
  })
}

/** A slot moves key by key, and in the end for good, or back. */
function migrate({ loop, cluster }: World, step: Extract<Step, { readonly do: 'migrate' }>): void {
  const region = HOT_REGIONS[step.hot] as number
  if (!cluster.beginMigration(region, step.to)) return
  loop.arrive(step.pauseMs, () => cluster.moveKeys(region, 2))
  loop.arrive(2 * step.pauseMs, () => cluster.moveKeys(region, 100))
  loop.arrive(3 * step.pauseMs, () => {
    if (step.back) cluster.rollBackMigration(region)
    else if (cluster.canFinish(region)) cluster.finishMigration(region)
  })
}

import { getEventListeners } from 'node:events'
import { KEYS, slotOfHot } from './layout.js'
import { type Asked, isWrite, type Ledger, mayRepeat, nameOf, type PartLog } from './ledger.js'
import type { World } from './world.js'

/** What can only be told once everything is over: who ran, how often, in which order, and what is left. */
export function checkEnd(world: World): void {
  const { ledger, user } = world
  for (const asked of ledger.all) {
    if (asked.end === undefined) {
      ledger.violated(`${nameOf(asked)} never ended`)
      continue
    }
    for (const [hot, part] of asked.parts) checkRuns(world, { asked, hot, part })
  }
  checkOrder(world)
  const listening = user.signals.reduce((sum, signal) => sum + getEventListeners(signal, 'abort').length, 0)
  if (listening > 0) ledger.violated(`${listening} listeners are left on signals`)
  checkRefreshes(world)
}

/** What has to be gone as soon as the client is closed. */
export function checkClosed(world: World): void {
  const { ledger, core, loop } = world
  for (const { what, done } of world.awaited) if (!done) ledger.violated(`${what} never settled`)
  for (const asked of ledger.all) if (asked.end === undefined) ledger.violated(`${nameOf(asked)} outlived the client`)
  if (core.engine.active !== 0) ledger.violated(`the engine counts ${core.engine.active} operations`)
  if (world.openWires.length > 0) ledger.violated(`${world.openWires.length} connections are left`)
  if (loop.timers > 0) ledger.violated(`${loop.timers} timers are left`)
}

/** What may never be more than the options say. */
export function checkLimits({ ledger, core, settings: { maxQueuedCommands } }: World): void {
  if (maxQueuedCommands === undefined) return
  for (const { waiting, name } of core.pools.connections()) {
    if (waiting > maxQueuedCommands) ledger.violated(`${waiting} commands wait for ${name}`)
  }
}

interface Run {
  readonly asked: Asked
  readonly hot: number
  readonly part: PartLog
}

function checkRuns({ ledger, user, cluster }: World, { asked, hot, part }: Run): void {
  const { executed } = part
  // What a partial failure does not name has succeeded.
  const claim = user.claims.get(asked)?.get(hot) ?? 'done'
  const said = `${nameOf(asked)} ran ${executed} times on slot ${hot}; its caller was told: ${claim}`
  if (claim === 'no' && executed > 0) ledger.violated(said)
  if ((claim === 'yes' || claim === 'done') && executed === 0) ledger.violated(said)
  if (executed > 1 && !mayRepeat(asked)) ledger.violated(said)
  if (claim !== 'done' || !isWrite(asked) || ledger.isLost(asked.id, hot)) return
  for (const key of asked.keys.map(i => KEYS[i])) {
    if (key?.hot !== hot) continue
    const there = cluster.historyOf(key.text).filter(id => id === asked.id).length
    if (there === 0) ledger.violated(`${nameOf(asked)} was acknowledged and is not in ${key.text}`)
  }
}

/**
 * Commands of one slot that were answered ran in the order in which they were issued. What is written behind another may
 * overtake it, where the server turns the first away and runs the second: nobody can know before. So may what follows
 * another that was sent on to a node which had lost the slot again by then.
 */
function checkOrder({ ledger, user }: World): void {
  const ran = new Map<number, { asked: Asked; part: PartLog }[]>()
  for (const asked of ledger.all) {
    for (const [hot, part] of asked.parts) {
      const claim = user.claims.get(asked)?.get(hot)
      // Where the server sends single commands on, it decides upon the order; what was lost has none.
      const counts = asked.toPrimary && claim === undefined && part.executed === 1 && !part.sentOn
      if (!counts || ledger.isLost(asked.id, hot)) continue
      const before = ran.get(hot) ?? []
      const overtaken = before.find(
        first =>
          first.part.lastRun > part.lastRun &&
          !part.ran?.behind.has(first.asked.id) &&
          !wasSentAround(ledger, first.asked, slotOfHot(hot)),
      )
      if (overtaken !== undefined) {
        ledger.violated(`${nameOf(asked)} ran before ${nameOf(overtaken.asked)}, which was issued first`)
      }
      before.push({ asked, part })
      ran.set(hot, before)
    }
  }
}

/** Whether redirects of a slot led to several nodes while a command was under way. */
function wasSentAround({ redirects }: Ledger, { issuedAt, end }: Asked, slot: number): boolean {
  const own = redirects.filter(one => one.slot === slot && one.at >= issuedAt && one.at <= (end?.at ?? Infinity))
  return new Set(own.map(({ to }) => to)).size > 1
}

/** Looks at the map are spaced, and each asks each node for two things at most. */
function checkRefreshes({ ledger, loop, cluster, mapsAsked }: World): void {
  const looks = 5 + (loop.now() - 1000) / 50
  const most = looks * 2 * (cluster.nodes.length + 1)
  if (mapsAsked > most) ledger.violated(`the map was asked for ${mapsAsked} times, where ${most} would do`)
}

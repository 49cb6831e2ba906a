import { isScriptCommand } from '@rc/commands'
import { ConnectionLostError, type RedisClusterError } from '@rc/errors'
import type { Connection, Deadlines, NamedAddress, Sweepable, Ticker } from '@rc/pool'
import type { Backlog } from './backlog.js'
import { forOperation, refused, tooManyWait } from './explain-error.js'
import { Leases, looksBack, shortenWait } from './leases.js'
import type { Operation } from './operation.js'
import { ASKING, PING, Prelude } from './prelude.js'
import type { Router } from './router.js'
import { nextSending } from './sendings.js'
import { SentScripts } from './sent-scripts.js'
import type { SlotGate } from './slot-gate.js'
import type { WaitingRoom } from './waiting-room.js'

/** What delivery works with. */
export interface DeliverySetup {
  readonly router: Router
  readonly ticker: Ticker
  readonly deadlines: Deadlines
  readonly gate: SlotGate
  readonly room: WaitingRoom
  readonly backlog: Backlog
}

/** Whom delivery and recovery tell. */
export interface Sender extends Sweepable {
  /** Sends an operation that has waited, unless it has ended meanwhile. */
  release(operation: Operation): void
  resend(operation: Operation): void
  end(operation: Operation, error: RedisClusterError): void
}

/** Brings operations to connections: at once, or when there is a map, a place for a connection, or one of their own. */
export class Delivery {
  /** The number of the last sending. */
  lastSending = 0
  readonly #setup: DeliverySetup
  readonly #sender: Sender
  readonly #scripts = new SentScripts()
  readonly #leases: Leases

  constructor(setup: DeliverySetup, sender: Sender) {
    this.#setup = setup
    this.#sender = sender
    this.#leases = new Leases(setup.router)
  }

  /** Sends an operation to a node. */
  toNode(node: NamedAddress, operation: Operation, asking = false): void {
    if (operation.blocks) {
      this.#overLease(node, operation, asking)
      return
    }
    let connection: Connection | Promise<Connection>
    try {
      connection = this.#setup.router.connection(node, operation.slot)
    } catch (error) {
      this.#sender.end(operation, forOperation(error as Error, operation, false))
      return
    }
    if (connection instanceof Promise) this.#whenThereIsPlace(connection, operation, asking ? node : undefined)
    else this.over(connection, operation, asking)
  }

  /** Sends an operation over a connection. */
  over(connection: Connection, operation: Operation, asking: boolean): void {
    operation.connection = connection
    operation.attempts++
    operation.sending = this.nextSending()
    const { request } = operation
    if (isScriptCommand(request)) operation.request = this.#scripts.formFor(request, connection)
    const taken = (!asking || connection.send(new Prelude(ASKING, operation))) && operation.sendOver(connection)
    if (taken) this.#setup.gate.left(operation)
    else this.#sender.end(operation, refused(operation, connection))
  }

  /** The number of a sending that is due. */
  nextSending(): number {
    return (this.lastSending = nextSending(this.lastSending))
  }

  /** Ends an operation for which there is no room to wait; returns whether there is. */
  mayWait(operation: Operation): boolean {
    const { backlog } = this.#setup
    const taken = backlog.takes(operation)
    if (!taken) this.#sender.end(operation, tooManyWait(operation, backlog.size))
    return taken
  }

  /** Sends an operation once the cluster was found. */
  whenFound(found: Promise<void>, operation: Operation): void {
    const { room, deadlines } = this.#setup
    if (!this.mayWait(operation)) return
    // For each: when those before it have ended, nobody watches any more.
    deadlines.watch(this.#sender)
    if (!room.holdForMap(operation)) return
    found.then(
      () => {
        for (const held of room.takeHeldForMap()) this.#sender.release(held)
      },
      (error: Error) => {
        for (const held of room.takeHeldForMap()) {
          this.#setup.backlog.leaves(held)
          if (!held.settled) this.#sender.end(held, forOperation(error, held, false))
        }
      },
    )
  }

  /** The text of a script in place of its hash, where a server did not know that; false where there is none. */
  useText(operation: Operation): boolean {
    const withText = this.#scripts.afterUnknown(operation.request)
    if (withText === undefined) return false
    operation.request = withText
    return true
  }

  /** An operation came back, or was given up: then a connection of its own is not clean. */
  back(operation: Operation, clean: boolean): void {
    this.#setup.gate.back(operation)
    this.letGo(operation, clean)
  }

  /** An operation needs no connection of its own any more. */
  letGo(operation: Operation, clean: boolean): void {
    if (operation.lane < 0 && operation.blocks) this.#leases.end(operation, clean)
  }

  /** What may wait on the server has a connection of its own. */
  #overLease(node: NamedAddress, operation: Operation, asking: boolean): void {
    if (!this.mayWait(operation)) return
    this.#park(operation)
    this.#leases.take(node, operation).then(
      lease => {
        this.#setup.backlog.leaves(operation)
        if (lease === undefined) return
        this.#setup.room.leave(operation)
        shortenWait(operation, this.#setup.ticker.clock.now())
        if (looksBack(operation)) lease.connection.send(new Prelude(PING, operation))
        this.over(lease.connection, operation, asking)
      },
      (error: Error) => {
        this.#setup.backlog.leaves(operation)
        this.#noConnection(operation, error)
      },
    )
  }

  /** Others of its slot wait behind it. Where the map would not lead, the node is named: it was asked by ASKING. */
  #whenThereIsPlace(place: Promise<Connection>, operation: Operation, asked: NamedAddress | undefined): void {
    const { gate } = this.#setup
    gate.waitForPlace(operation)
    this.#park(operation)
    place
      .then(
        () => {
          gate.leavePlace(operation)
          if (asked === undefined || operation.settled) this.#sender.resend(operation)
          else this.toNode(asked, operation, true)
        },
        (error: Error) => {
          gate.leavePlace(operation)
          this.#noConnection(operation, error)
        },
      )
      .finally(() => gate.openIfClear(operation.lane))
  }

  #park(operation: Operation): void {
    this.#setup.room.park(operation)
    this.#setup.deadlines.watch(this.#sender)
  }

  #noConnection(operation: Operation, error: Error): void {
    this.#setup.room.leave(operation)
    if (operation.settled) return
    // The node has left meanwhile: the map knows where to.
    if (error instanceof ConnectionLostError) this.#sender.resend(operation)
    else this.#sender.end(operation, forOperation(error, operation, false))
  }
}

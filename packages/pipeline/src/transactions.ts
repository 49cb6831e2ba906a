import type { Command } from '@rc/commands'
import type { Keyspace } from './keyspace.js'
import type { Operation } from './operation.js'
import { TransactionOperation, type TransactionSetup } from './transaction-operation.js'
import { transactionSlot } from './transaction-slot.js'

/** Makes one operation of commands that run together or not at all. */
export type Transactions = (
  commands: readonly Command<unknown>[],
  keyspace: Keyspace,
  setup: TransactionSetup,
) => Operation

/**
 * Makes one operation of commands that run together or not at all.
 *
 * @throws CrossSlotError where keys live in several slots, ConfigError where a command cannot be part of a transaction
 */
export const transactions: Transactions = (commands, keyspace, setup) => {
  const slot = transactionSlot(commands, setup.way.options, keyspace)
  const { stored } = keyspace
  return new TransactionOperation(stored === undefined ? commands : commands.map(stored), slot, setup)
}

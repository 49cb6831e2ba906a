import type { Key } from '@rc/commands'
import { siblingKey } from '@rc/slots'
import { randomUUID } from 'node:crypto'

const MARK = ':rc-copy:'

/** A new name for a temporary key that lives where `key` lives. */
export const temporaryKey = (key: Key): Key => siblingKey(key, `${MARK}${randomUUID()}`)

import { readdirSync, readFileSync } from 'node:fs'
import type { Schedule } from './schedule.js'

/** A schedule that failed once, with what was wrong then. Kept whole, so that it stays what it is. */
export interface Fixture {
  readonly why: string
  readonly schedule: Schedule
}

const FOLDER = new URL('fixtures/', import.meta.url)

/** All of them. Numbers stand in the files as JSON has them; what was undefined is missing. */
export const fixtures: readonly Fixture[] = readdirSync(FOLDER)
  .filter(name => name.endsWith('.json'))
  .sort()
  .map(name => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Fixture)

import type { ActionRequest } from '../shared/protocol.js'
import type { CommandLine } from './command.js'

/** What a request holds that is no such request: told to its sender. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

type Fields = Readonly<Record<string, unknown>>

/** @throws BadRequest */
export function readCommandLine(body: unknown): CommandLine {
  const { line, node } = fieldsOf(body)
  if (typeof line !== 'string') throw new BadRequest('The field line must be a string.')
  if (node !== undefined && typeof node !== 'string') throw new BadRequest('The field node must be a string.')
  return { line, node }
}

/** @throws BadRequest */
export function readAction(body: unknown): ActionRequest {
  const fields = fieldsOf(body)
  const { action } = fields
  switch (action) {
    case 'kill':
    case 'restart':
    case 'pause':
    case 'resume': {
      const { node } = fields
      if (typeof node !== 'string') throw new BadRequest('The field node must be a string.')
      return { action, node }
    }
    case 'failover':
      return { action, shard: whole(fields, 'shard') }
    case 'move':
      return { action, from: whole(fields, 'from'), to: whole(fields, 'to'), count: whole(fields, 'count') }
    default:
      throw new BadRequest('The field action must be kill, restart, pause, resume, failover or move.')
  }
}

function fieldsOf(body: unknown): Fields {
  if (typeof body === 'object' && body !== null) return body as Fields
  throw new BadRequest('The request must be a JSON object.')
}

function whole(fields: Fields, name: string): number {
  const value = fields[name]
  if (Number.isInteger(value) && (value as number) > 0) return value as number
  throw new BadRequest(`The field ${name} must be a positive whole number.`)
}

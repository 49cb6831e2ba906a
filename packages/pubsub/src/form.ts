import type { Form, Message } from './messages.js'

/** A string as a subscription wants it, whichever way it came. */
export function asForm(value: Form, asBytes: boolean): Form {
  if (typeof value === 'string') return asBytes ? Buffer.from(value) : value
  return asBytes ? value : value.toString()
}

/** A message as a subscription wants it: a copy. */
export function inForm({ channel, message, pattern }: Message<Form>, asBytes: boolean): Message<Form> {
  const copy = { channel: asForm(channel, asBytes), message: asForm(message, asBytes) }
  return pattern === undefined ? copy : { ...copy, pattern: asForm(pattern, asBytes) }
}

/** The same message as an object of its own, and its bytes, too: whoever writes on it harms nobody. */
export function ownCopy({ channel, message, pattern }: Message<Form>): Message<Form> {
  const copy = { channel: own(channel), message: own(message) }
  return pattern === undefined ? copy : { ...copy, pattern: own(pattern) }
}

const own = (value: Form): Form => (typeof value === 'string' ? value : Buffer.from(value))

import type { Bytes } from '@rc/commands'
import type { Form } from '@rc/pipeline'

/** A value as a view gives it: with Buffers for strings, or as it is. */
export type InForm<F extends Form, T> = F extends 'bytes' ? Bytes<T> : T

import type { NodeAddress } from '@rc/slots'

/** A node's address with its name, `host:port`, under which its connections are kept. */
export interface NamedAddress extends NodeAddress {
  readonly name: string
}

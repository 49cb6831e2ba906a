import { ConfigError } from '@rc/errors'
import { formatAddress, type NodeAddress, parseAddress } from '@rc/slots'

/**
 * Where a node is reached that announces an address which does not work from here (NAT, containers, tunnels): a record
 * from announced to reachable address, or a function.
 */
export type AddressMap = Readonly<Record<string, string>> | ((announced: NodeAddress) => NodeAddress)

/** The function that an address map means; it serves the cluster's map, MOVED and ASK alike. */
export function addressMapper(map: AddressMap | undefined): (announced: NodeAddress) => NodeAddress {
  if (map === undefined) return announced => announced
  if (typeof map === 'function') {
    return announced => checked(map({ host: announced.host, port: announced.port }), announced)
  }
  if (typeof map !== 'object' || map === null) {
    throw new ConfigError("addressMap must be a record such as { '10.0.0.1:7000': '127.0.0.1:7000' }, or a function.")
  }
  const table = new Map(
    Object.entries(map).map(([from, to]) => [formatAddress(parseAddress(from)), parseAddress(to)] as const),
  )
  return announced => table.get(formatAddress(announced)) ?? announced
}

/** What a function of the user's gives may be anything. */
function checked(reachable: NodeAddress | undefined, announced: NodeAddress): NodeAddress {
  const { host, port } = reachable ?? {}
  try {
    return parseAddress(formatAddress({ host: String(host ?? ''), port: Number(port) }))
  } catch (error) {
    throw new ConfigError(
      `addressMap gave no { host, port } that can be dialled for ${formatAddress(announced)}. Return the address as it ` +
        'came where nothing is to be changed.',
      { cause: error },
    )
  }
}

import { findServer, type ServerBinary } from '@rc/testing'

type Flavour = NonNullable<NonNullable<Parameters<typeof findServer>[0]>['flavour']>

/** A server that knows newer commands; undefined where none can be fetched, and its tests are skipped. */
export async function serverOf(flavour: Flavour): Promise<ServerBinary | undefined> {
  try {
    return await findServer({ flavour })
  } catch {
    return undefined
  }
}

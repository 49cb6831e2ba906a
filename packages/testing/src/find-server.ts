import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { ServerNotFoundError } from './errors.js'
import { probe, type ServerBinary } from './server-binary.js'

export interface FindServerOptions {
  readonly path?: string | undefined
}

export async function findServer(options: FindServerOptions = {}): Promise<ServerBinary> {
  const named = options.path ?? process.env['RC_REDIS_SERVER']
  if (named !== undefined && named !== '') {
    const path = isAbsolute(named) ? named : resolve(named)
    return await probe({ path, command: path, args: [] }, options.path === undefined ? 'RC_REDIS_SERVER' : 'option')
  }
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name)
      try {
        await access(path, constants.X_OK)
        return await probe({ path, command: path, args: [] }, 'PATH')
      } catch {
        // Not here.
      }
    }
  }
  throw new ServerNotFoundError('No redis-server or valkey-server found.')
}

import { pathToFileURL } from 'node:url'
import type { Connect } from '../client.js'
import type { ClientName } from './names.js'
import { connect } from './ours.js'

/** Others stand beside the bench, whose dependencies they are; `folder` is where. */
export async function adapter(name: ClientName, folder: string): Promise<Connect> {
  if (name === 'ours') return connect
  const module = (await import(pathToFileURL(`${folder}/${name}.mjs`).href)) as { connect: Connect }
  return module.connect
}

import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toList, toRecords, toText } from '../replies.js'
import { MODULE_LIST, MODULE_LOAD, MODULE_LOADEX, MODULE_UNLOAD } from '../specs.gen.js'
import { flatPairs, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { checkNames } from './options.js'

/** A module that a server has loaded, under the server's names of the fields. */
export interface ModuleDescription {
  name: string
  ver: number
  path: string
  args: string[]
}

/** Options of MODULE LOADEX. */
export interface ModuleLoadexOptions {
  /** Settings of the module. */
  config?: Pairs
  /** What the module is started with. */
  args?: OneOrMany<Value>
}

/**
 * The modules that the server has loaded.
 *
 * O(n) in the number of modules. Since 4.0.0. Cluster: asks any node.
 */
export const moduleList = (): Command<ModuleDescription[]> => command(MODULE_LIST, [], toModules)

/**
 * Loads a module from a file of the server's machine. Servers refuse it unless `enable-module-command` is set.
 *
 * O(1). Since 4.0.0. Cluster: runs on all nodes; all must do it.
 *
 * @throws ConfigError where the list of arguments is empty
 */
export const moduleLoad = (path: string, args?: OneOrMany<Value>): Command<'OK'> =>
  command(MODULE_LOAD, args === undefined ? [path] : [path, ...many(MODULE_LOAD, 'arguments', args)])

/**
 * As `moduleLoad`, with settings.
 *
 * O(1). Since 7.0.0. Cluster: runs on all nodes; all must do it.
 *
 * @throws ConfigError where there is an option other than `config` and `args`, or one of them is empty
 * @example
 * await rc.moduleLoadex('/usr/lib/search.so', { config: { 'search.workers': 4 } })
 */
export const moduleLoadex = (path: string, options?: ModuleLoadexOptions): Command<'OK'> => {
  const words: Value[] = [path]
  if (options === undefined) return command(MODULE_LOADEX, words)
  checkNames(MODULE_LOADEX, options, ['config', 'args'])
  const { config, args } = options
  if (config !== undefined) {
    const flat = flatPairs(MODULE_LOADEX, 'settings', config)
    for (let i = 0; i < flat.length; i += 2) words.push('CONFIG', flat[i] as Value, flat[i + 1] as Value)
  }
  if (args !== undefined) words.push('ARGS', ...many(MODULE_LOADEX, 'arguments', args))
  return command(MODULE_LOADEX, words)
}

/**
 * Unloads a module.
 *
 * O(1). Since 4.0.0. Cluster: runs on all nodes; all must do it.
 */
export const moduleUnload = (name: string): Command<'OK'> => command(MODULE_UNLOAD, [name])

const toModules = (reply: Reply): ModuleDescription[] =>
  toRecords(reply).map(({ name, ver, path, args }) => ({
    name: toText(name),
    ver: Number(ver),
    path: toText(path),
    args: toList(args ?? null).map(toText),
  }))

import type { CommandContext } from './command-spec.js'

/** What the simulation behaves like. */
export const VERSION = '7.2.0'

/** The text of `INFO`. */
export function serverInfo(sections: readonly string[], context: CommandContext): string {
  const { node, store } = context
  const keys = store.keys()
  const expiring = keys.filter(key => store.expiry(key) !== undefined).length
  const all: Record<string, string[]> = {
    server: [
      `redis_version:${VERSION}`,
      'server_name:simulated',
      'simulated:yes',
      'redis_mode:cluster',
      `process_id:${process.pid}`,
      `run_id:${node.id}`,
      `tcp_port:${node.port}`,
    ],
    clients: [`connected_clients:${node.connections.size}`],
    persistence: ['loading:0'],
    stats: [`total_connections_received:${node.accepted}`, `total_commands_processed:${node.commands.count()}`],
    replication: replication(context),
    cluster: ['cluster_enabled:1'],
    keyspace: keys.length === 0 ? [] : [`db0:keys=${keys.length},expires=${expiring},avg_ttl=0`],
  }
  const wanted = sections.filter(section => section in all)
  const chosen = wanted.length === 0 ? Object.keys(all) : wanted
  return chosen.map(name => section(name, all[name] ?? [])).join('\r\n')
}

const section = (name: string, lines: readonly string[]): string =>
  [`# ${name.charAt(0).toUpperCase()}${name.slice(1)}`, ...lines, ''].join('\r\n')

function replication({ node }: CommandContext): string[] {
  const { primary, replicas } = node.shard
  if (node !== primary) {
    const link = primary.state === 'running' ? 'up' : 'down'
    return ['role:slave', `master_host:${primary.host}`, `master_port:${primary.port}`, `master_link_status:${link}`]
  }
  const online = [...replicas].filter(one => one.state === 'running')
  return [
    'role:master',
    `connected_slaves:${online.length}`,
    ...online.map((one, index) => `slave${index}:ip=${one.host},port=${one.port},state=online,offset=0,lag=0`),
  ]
}

// A client without methods: commands are values out of @rc/commands, and only those that are imported are shipped.
export type { Command } from '@rc/commands'
export { BareNodeView } from './bare-node-view.js'
export { BareView } from './bare-view.js'
export { ClusterClient, type ClusterStatus, type NodeSelection } from './cluster-client.js'
export type { ClusterEvents } from './core.js'
export type { ClusterOptions } from './options.js'
export type { Seed } from './seeds.js'
export type { ViewOptions } from './view-options.js'

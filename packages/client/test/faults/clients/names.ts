/** The clients that can be put to the faults. */
export const CLIENTS = ['ours', 'ioredis', 'node-redis', 'valkey-glide'] as const

export type ClientName = (typeof CLIENTS)[number]

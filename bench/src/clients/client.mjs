/**
 * @typedef {{ host: string, port: number }} Address
 */

/**
 * What the loads ask of a client. Each adapter does it the way its client's own documentation advises for speed.
 * @typedef {object} Client
 * @property {(key: string) => Promise<unknown>} get
 * @property {(key: string, value: string) => Promise<unknown>} set
 * @property {(keys: readonly string[]) => Promise<unknown>} mget keys of any slots, values in their order
 * @property {(keys: readonly string[]) => Promise<unknown>} getMany a GET for each key, all at once, replies in order
 * @property {(keys: readonly string[], values: readonly string[]) => Promise<unknown>} setMany a SET for each, all at once
 * @property {(key: string) => Promise<unknown>} lrange the whole list
 * @property {(key: string) => Promise<unknown>} hgetall
 * @property {() => Promise<unknown>} close
 */

/** @typedef {(nodes: readonly Address[]) => Promise<Client>} Connect */

export {}

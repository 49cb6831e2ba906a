// A module of its own: whoever only asks what can be emulated need not load how.

/** Names of the commands that can be emulated. */
export const EMULATED = [
  'RENAME',
  'RENAMENX',
  'COPY',
  'LMOVE',
  'BLMOVE',
  'RPOPLPUSH',
  'BRPOPLPUSH',
  'SMOVE',
  'SDIFF',
  'SINTER',
  'SUNION',
  'SINTERCARD',
  'SDIFFSTORE',
  'SINTERSTORE',
  'SUNIONSTORE',
  'ZDIFF',
  'ZINTER',
  'ZUNION',
  'ZINTERCARD',
  'ZDIFFSTORE',
  'ZINTERSTORE',
  'ZUNIONSTORE',
  'ZRANGESTORE',
  'GEOSEARCHSTORE',
  'GEORADIUS',
  'GEORADIUSBYMEMBER',
  'SORT',
  'PFCOUNT',
  'PFMERGE',
  'BITOP',
  'MSETNX',
  'MSETEX',
] as const

const names: ReadonlySet<string> = new Set(EMULATED)

/** Whether a command of that name, in upper case, can be emulated. */
export const isEmulated = (name: string): boolean => names.has(name)

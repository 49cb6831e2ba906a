// What a live server says of its commands, reduced to facts: names, arity, flags, key positions, tips, since when.
import net from 'node:net'
import { Decoder, encode } from '@rc/resp'

/** Sends commands to one server and resolves with their replies. */
function ask(host, port, commands) {
  return new Promise((resolve, reject) => {
    const replies = []
    const socket = net.connect(port, host)
    const decoder = new Decoder({
      reply: value => {
        if (replies.push(value) < commands.length) return
        socket.end()
        resolve(replies)
      },
      push: () => {},
      wantsBytes: () => false,
    })
    socket.on('data', chunk => decoder.write(chunk))
    socket.on('error', reject)
    socket.write(Buffer.concat(commands.map(words => encode(words))))
  })
}

/** The dump of the server at `host:port`. */
export async function dump(address) {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? []
  if (host === undefined) throw new Error(`${address} is not host:port.`)
  const [hello, info, commands, docs] = await ask(host, Number(port), [
    ['HELLO', 3],
    ['INFO', 'server'],
    ['COMMAND'],
    ['COMMAND', 'DOCS'],
  ])
  const version = /valkey_version:(\S+)/.exec(info)?.[1] ?? hello.version
  const rows = commands.flatMap(command => [command, ...(command[9] ?? [])].map(one => rowOf(one, docs)))
  return {
    flavour: /valkey_version:/.test(info) ? 'valkey' : 'redis',
    version,
    commands: rows.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function rowOf([name, arity, flags, , , , categories, tips, keySpecs, subcommands], docs) {
  const doc = docOf(name, docs)
  const words = wordsOf(doc)
  return {
    name: name.replace('|', ' ').toUpperCase(),
    arity,
    flags: [...flags],
    ...(categories.includes('@dangerous') && { dangerous: true }),
    ...(tips.length > 0 && { tips: [...tips] }),
    ...(keySpecs.length > 0 && { keys: keySpecs.map(keyOf) }),
    ...(subcommands?.length > 0 && { container: true }),
    ...(doc?.since !== undefined && { since: doc.since }),
    ...(doc?.group !== undefined && { group: doc.group }),
    ...(words.length > 0 && { words }),
  }
}

/** The words of a command's syntax, sub-commands aside. */
const wordsOf = ({ arguments: parts = [] } = {}) => [
  ...new Set(parts.flatMap(part => [...(part.token ? [part.token] : []), ...wordsOf(part)])),
]

function docOf(name, docs) {
  const [container, sub] = name.split('|')
  return sub === undefined ? docs[container] : docs[container]?.subcommands?.[name]
}

/** `index 1, range 0 1 0`, as the server counts: from the command's first word. */
function keyOf({ begin_search: begin, find_keys: find, flags }) {
  const search =
    begin.type === 'index'
      ? [begin.spec.index]
      : begin.type === 'keyword'
        ? [begin.spec.keyword, begin.spec.startfrom]
        : []
  const how =
    find.type === 'range'
      ? [find.spec.lastkey, find.spec.keystep, find.spec.limit]
      : find.type === 'keynum'
        ? [find.spec.keynumidx, find.spec.firstkey, find.spec.keystep]
        : []
  return {
    begin: [begin.type, ...search],
    find: [find.type, ...how],
    ...(flags.includes('incomplete') && { incomplete: true }),
  }
}

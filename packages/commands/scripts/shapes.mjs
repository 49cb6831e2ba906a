// Key specs of the servers as the shapes of src/key-shapes.ts. The servers count the command's words, the shapes do not.

/** Shapes that have a name, by what the servers say (already counted from the first argument). */
const NAMED = {
  '': 'NONE',
  'index 0 range 0 1 0': 'FIRST',
  'index 1 range 0 1 0': 'SECOND',
  'index 0 range 0 1 0; index 1 range 0 1 0': 'TWO',
  'index 0 range 1 1 0': 'TWO',
  'index 0 range -1 1 0': 'ALL',
  'index 0 range -2 1 0': 'ALL_BUT_LAST',
  'index 0 range -1 2 0': 'PAIRS',
  'index 0 range 0 1 0; index 1 range -1 1 0': 'ALL',
  'index 1 range 0 1 0; index 2 range -1 1 0': 'FROM_SECOND',
  'index 0 keynum 0 1 1': 'COUNTED',
  'index 1 keynum 0 1 1': 'COUNTED_SECOND',
  'index 0 range 0 1 0; index 1 keynum 0 1 1': 'FIRST_AND_COUNTED',
}

/** The source text of the shapes of a command with so many words. */
export function shapeSource(keys, words) {
  const known = keys.filter(({ begin, find }) => begin[0] !== 'unknown' && find[0] !== 'unknown')
  const shifted = known.map(({ begin, find }) => ({ begin: shift(begin, words), find }))
  const name = NAMED[shifted.map(({ begin, find }) => `${begin.join(' ')} ${find.join(' ')}`).join('; ')]
  return name ?? `[${shifted.map(literal).join(', ')}]`
}

const shift = ([type, ...rest], words) =>
  type === 'index' ? [type, rest[0] - words] : [type, rest[0], rest[1] > 0 ? rest[1] - words : rest[1]]

function literal({ begin, find }) {
  const [type, ...search] = begin
  const where = type === 'index' ? `begin: ${search[0]}` : `begin: ${search[1]}, keyword: '${search[0].toUpperCase()}'`
  const [how, a, b, c] = find
  if (how === 'range') return `{ kind: 'range', ${where}, last: ${a}, step: ${b}, limit: ${c} }`
  // The count stands `a` behind where the search begins, and the keys are counted from there.
  if (a !== 0) throw new Error('A count that does not stand first is not known to any shape yet.')
  return `{ kind: 'count', ${where}, first: ${b}, step: ${c} }`
}

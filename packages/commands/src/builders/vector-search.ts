import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toNumber, toRecord, toText } from '../replies.js'
import { VLINKS, VSIM } from '../specs.gen.js'
import type { Key, Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'
import { type Vector, vectorArgs } from './vector.js'

/** Options of VSIM. */
export interface VsimOptions {
  /** Answer with `{ element, score }`. */
  withscores?: boolean
  /** Answer with `{ element, attributes }`, with `withscores` the score too. Since Redis 8.2. */
  withattribs?: boolean
  /** No more than so many; 10 without it. */
  count?: number
  /** Only elements no further away than this, from 0 to 1. */
  epsilon?: number
  /** How much to look for. */
  ef?: number
  /** Only elements whose attributes make this expression true. */
  filter?: string
  /** How many elements to try for the filter. */
  filterEf?: number
  /** Compare with every element. */
  truth?: boolean
  /** Do the work in the server's one thread. */
  nothread?: boolean
}

/** Options of VLINKS. */
export interface VlinksOptions {
  /** Answer with `{ element, score }`. */
  withscores?: boolean
}

/** An element and how near it is: 1 is the same, 0 the opposite. */
export interface SimilarElement {
  /** The server sends it as the name of a field, so it is text also where bytes are asked for. */
  element: PlainText
  score: number
}

/** An element with its attributes, as JSON; null where it has none. */
export interface AttributedElement {
  /** The server sends it as the name of a field, so it is text also where bytes are asked for. */
  element: PlainText
  /** With `withscores`. */
  score?: number
  attributes: string | null
}

/** Names of elements; with what was asked for where that is more. */
export type FoundElements = string[] | SimilarElement[] | AttributedElement[]

const VSIM_OPTIONS: OptionTable<VsimOptions> = {
  tokens: {
    withscores: 'flag',
    withattribs: 'flag',
    count: 'value',
    epsilon: 'value',
    ef: 'value',
    filter: 'value',
    filterEf: 'value',
    truth: 'flag',
    nothread: 'flag',
  },
  words: { filterEf: 'FILTER-EF' },
}
const VLINKS_OPTIONS: OptionTable<VlinksOptions> = { tokens: { withscores: 'flag' } }

/**
 * Neighbours of an element, for each layer of the graph; null where there is no such element.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vlinks = (key: Key, element: Value, options?: VlinksOptions): Command<Layers | null> =>
  command(
    VLINKS,
    appendOptions(VLINKS, [key, element], { given: options, table: VLINKS_OPTIONS }),
    options?.withscores === true ? toScoredLayers : undefined,
  )

/** Neighbours by layer, with scores where `withscores` was given. */
export type Layers = string[][] | SimilarElement[][]

/**
 * Elements near a vector, or near another element, the nearest first.
 *
 * O(log n). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @param to an element's name, or a vector
 * @throws TypeError where it is neither
 * @example
 * await rc.vsim('words', 'king', { count: 3, withscores: true }) // [{ element: 'king', score: 1 }, …]
 */
export const vsim = (key: Key, to: string | Vector, options?: VsimOptions): Command<FoundElements> => {
  const args = typeof to === 'string' ? [key, 'ELE', to] : [key, ...vectorArgs(VSIM, to)]
  appendOptions(VSIM, args, { given: options, table: VSIM_OPTIONS })
  return command(VSIM, args, foundReader(options))
}

function foundReader(options: VsimOptions | undefined): ((reply: Reply) => FoundElements) | undefined {
  if (options?.withattribs === true) return options.withscores === true ? toElementsWithBoth : toElementsWithAttributes
  return options?.withscores === true ? toSimilar : undefined
}

/** A record orders names that are numbers before others, so the order has to be made again. */
const toSimilar = (reply: Reply): SimilarElement[] =>
  Object.entries(toRecord(reply))
    .map(([element, score]) => ({ element: toText(element), score: toNumber(score) }))
    .sort((a, b) => b.score - a.score)

/** The score, the attributes or both of each element: in a row under RESP2, by element under RESP3. */
function toAttributed(reply: Reply, withscores: boolean): AttributedElement[] {
  const width = withscores ? 3 : 2
  const rows = Array.isArray(reply)
    ? toRows(reply as readonly Reply[], width)
    : Object.entries(toRecord(reply)).map(([element, rest]) => [element, ...(withscores ? toList(rest) : [rest])])
  return rows.map(row => {
    const attributes = (row[width - 1] ?? null) as string | null
    const element = toText(row[0])
    return withscores ? { element, score: toNumber(row[1] ?? null), attributes } : { element, attributes }
  })
}

function toRows(flat: readonly Reply[], width: number): (readonly Reply[])[] {
  const rows: (readonly Reply[])[] = []
  for (let i = 0; i < flat.length; i += width) rows.push(flat.slice(i, i + width))
  return rows
}

const toElementsWithAttributes = (reply: Reply): AttributedElement[] => toAttributed(reply, false)

const toElementsWithBoth = (reply: Reply): AttributedElement[] =>
  toAttributed(reply, true).sort((a, b) => (b.score as number) - (a.score as number))

const toScoredLayers = (reply: Reply): SimilarElement[][] | null =>
  reply === null ? null : toList(reply).map(toSimilar)

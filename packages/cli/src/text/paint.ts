import { styleText } from 'node:util'
import type { Io } from '../io.js'

/** Gives a text a colour, or leaves it as it is. */
export type Paint = (style: 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

/** Colours only on a terminal, and not where the user has said no to them. */
export function painter({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Paint {
  const coloured = stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
  return (style, text) => (coloured && text !== '' ? styleText(style, text, { validateStream: false }) : text)
}

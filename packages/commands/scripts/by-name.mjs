/** The order of code points, whatever the language of the machine. */
export const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

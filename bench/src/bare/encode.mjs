/**
 * A command on the wire, if its words are ASCII.
 * @param {readonly string[]} words
 */
export function encode(words) {
  let text = `*${words.length}\r\n`
  for (const word of words) text += `$${word.length}\r\n${word}\r\n`
  return text
}

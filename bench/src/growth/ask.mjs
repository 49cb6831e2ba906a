import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/**
 * Runs a program beside this file in a process of its own; resolves with the JSON that it prints last.
 * @param {string} program
 * @param {unknown} question
 * @param {readonly string[]} [nodeOptions]
 * @returns {Promise<any>}
 */
export async function ask(program, question, nodeOptions = []) {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const { stdout } = await exec(process.execPath, ['--expose-gc', ...nodeOptions, file, JSON.stringify(question)], {
    maxBuffer: 1 << 24,
    timeout: 120_000,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/**
 * Asks all questions in turn, round after round, so that all meet the same noise; the median answer of each. A question
 * may name options of Node.js for its process.
 * @param {string} program
 * @param {readonly ({ nodeOptions?: readonly string[] } & Record<string, unknown>)[]} questions
 * @param {{ rounds: number, by: string }} how `by` is the property whose median counts
 * @returns {Promise<any[]>}
 */
export async function askInTurn(program, questions, { rounds, by }) {
  /** @type {any[][]} */
  const answers = questions.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, question] of questions.entries())
      answers[i]?.push(await ask(program, question, question.nodeOptions))
  }
  return answers.map(list => list.sort((a, b) => a[by] - b[by])[list.length >> 1])
}

import { EXIT, type ExitCode, type Io } from '../io.js'
import type { ConnectOptions } from '../store/open.js'
import { parsePlace } from '../store/place.js'
import { type Paint, painter } from '../text/paint.js'
import type { Finding } from './finding.js'
import { findingsOf } from './findings.js'
import { type OptionsToUse, optionsToUse, printOptions } from './options-to-use.js'
import { survey } from './survey.js'

/** Options of `rc doctor`. */
export interface DoctorOptions extends ConnectOptions {
  readonly json?: boolean | undefined
}

/** `rc doctor CLUSTER` */
export async function doctor(text: string, options: DoctorOptions, io: Io): Promise<ExitCode> {
  const seen = await survey(parsePlace(text, io.env), options)
  const findings = findingsOf(seen)
  const use = optionsToUse(seen, options)
  const report = { findings, options: use }
  io.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : print(findings, use, painter(io)))
  if (use === undefined && seen.seeds.every(({ failure }) => failure !== undefined)) return EXIT.unreachable
  return findings.some(({ state }) => state === 'problem') ? EXIT.negative : EXIT.done
}

const MARKS = { ok: ['green', '✓'], warning: ['yellow', '!'], problem: ['red', '✗'] } as const

function print(findings: readonly Finding[], use: OptionsToUse | undefined, paint: Paint): string {
  const lines = findings.map(({ about, state, text }) => {
    const [colour, mark] = MARKS[state]
    return `${paint(colour, mark)} ${paint('bold', about)}: ${text}\n`
  })
  const last =
    use === undefined
      ? 'No client would find the cluster from here.\n'
      : `Options to use from here:\n\n${printOptions(use)}`
  return `${lines.join('')}\n${last}`
}

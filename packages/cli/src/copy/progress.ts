import type { Io } from '../io.js'
import { duration, size, whole } from '../text/units.js'
import type { Tally } from './outcome.js'

/** Tells how far a pass is, to the standard error: a bar on a terminal, else a line now and then. */
export interface Progress {
  /** Ends it. */
  stop(): void
}

/** What progress is told of. */
export interface ProgressSetup {
  readonly title: string
  readonly tally: Tally
  /** About how many keys there are; undefined where nobody knows. */
  readonly total: number | undefined
  readonly quiet: boolean
}

const BAR_EVERY_MS = 200
const LINE_EVERY_MS = 5000

export async function startProgress(setup: ProgressSetup, io: Io): Promise<Progress> {
  if (setup.quiet) return { stop: () => {} }
  return io.stderr.isTTY === true ? startBar(setup, io) : startLines(setup, io)
}

async function startBar({ title, tally, total }: ProgressSetup, io: Io): Promise<Progress> {
  // Loaded where there is a terminal to draw on.
  const { default: cliProgress } = await import('cli-progress')
  const speed = new Speed(tally)
  const format =
    total === undefined ? '{title} {keys} keys, {rate}' : '{title} {bar} {percentage} %  {keys} keys, {rate}, {left}'
  const bar = new cliProgress.SingleBar(
    { format, stream: io.stderr as NodeJS.WriteStream, barsize: 24, hideCursor: true, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  )
  const values = () => ({
    title,
    keys: whole(tally.keys),
    rate: speed.rate(),
    left: `${duration(speed.secondsLeft(total ?? 0))} left`,
  })
  bar.start(Math.max(1, total ?? 1), 0, values())
  const draw = (): void => bar.update(Math.min(tally.keys, total ?? 1), values())
  const timer = setInterval(draw, BAR_EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      bar.stop()
    },
  }
}

function startLines({ title, tally, total }: ProgressSetup, io: Io): Progress {
  const speed = new Speed(tally)
  const timer = setInterval(() => {
    const of = total === undefined ? '' : ` of about ${whole(total)}`
    const left = total === undefined ? '' : `, ${duration(speed.secondsLeft(total))} left`
    io.stderr.write(`${title}: ${whole(tally.keys)}${of} keys, ${speed.rate()}${left}\n`)
  }, LINE_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

/** Keys a second, of this run alone. */
class Speed {
  readonly #tally: Tally
  readonly #keysBefore: number
  readonly #bytesBefore: number
  readonly #startedAt = performance.now()

  constructor(tally: Tally) {
    this.#tally = tally
    this.#keysBefore = tally.keys
    this.#bytesBefore = tally.bytes
  }

  rate(): string {
    const seconds = (performance.now() - this.#startedAt) / 1000
    return `${whole(this.#keysPerSecond)} keys/s, ${size((this.#tally.bytes - this.#bytesBefore) / Math.max(seconds, 0.001))}/s`
  }

  secondsLeft(total: number): number {
    return Math.max(0, total - this.#tally.keys) / this.#keysPerSecond
  }

  get #keysPerSecond(): number {
    return ((this.#tally.keys - this.#keysBefore) * 1000) / Math.max(1, performance.now() - this.#startedAt)
  }
}

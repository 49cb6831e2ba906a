import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const ARGUMENTS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** A Chromium of this machine: `RC_CHROMIUM`, or one in a usual place. */
export const executable: string | undefined = process.env['RC_CHROMIUM'] || PLACES.find(existsSync)

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: executable, args: ARGUMENTS.split(' ') })

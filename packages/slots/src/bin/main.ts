#!/usr/bin/env node
import { run } from './run.js'

// `slots plan … | head` closes the pipe before all is written. That is no error, and there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2), process)

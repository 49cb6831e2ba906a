import { playground } from './playground.js'

process.exit(await playground(process.argv.slice(2)))

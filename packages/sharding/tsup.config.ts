import { readFileSync } from 'node:fs'
import { library } from '../../tsup.base.js'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

export default library({
  define: { PACKAGE_VERSION: JSON.stringify(version) },
})

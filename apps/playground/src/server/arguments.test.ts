import { expect, test } from 'vitest'
import { readArguments, UsageError } from './arguments.js'

const read = (line: string, env: NodeJS.ProcessEnv = {}) =>
  readArguments(
    line.split(' ').filter(word => word !== ''),
    env,
  )

test('without options a cluster is started, and the port is any', () => {
  expect(read('')).toEqual({ nodes: undefined, username: undefined, password: undefined, port: undefined })
  expect(read('--')).toEqual(read(''))
})

test.each([
  ['--port 9000', { port: 9000 }],
  ['--port=0', { port: 0 }],
  ['--nodes a:1,b:2', { nodes: ['a:1', 'b:2'] }],
  ['--nodes redis://u:p@a:1,b:2', { nodes: ['redis://u:p@a:1,b:2'], password: undefined }],
  ['--nodes a:1 --username me --password secret', { username: 'me', password: 'secret' }],
])('%s', (line, settings) => {
  expect(read(line)).toMatchObject(settings)
})

test.each(['--help', '-h', '--port 9000 --help'])('%s asks for help', line => {
  expect(read(line)).toBe('help')
})

test('RC_PASSWORD stands in where no password is given, and only for a cluster that was named', () => {
  const env = { RC_PASSWORD: 'secret' }
  expect(read('--nodes a:1', env)).toMatchObject({ password: 'secret' })
  expect(read('--nodes a:1 --password other', env)).toMatchObject({ password: 'other' })
  expect(read('--nodes redis://me@a:1', env)).toMatchObject({ password: 'secret' })
  expect(read('--nodes redis://me:mine@a:1', env)).toMatchObject({ password: undefined })
  expect(read('--nodes a:1', { RC_PASSWORD: '' })).toMatchObject({ password: undefined })
  expect(read('', env)).toMatchObject({ password: undefined })
})

test.each([
  '--prot 1',
  '--port',
  '--port --help',
  '--port -1',
  '--port 65536',
  '--port 80.5',
  '--nodes=',
  '--help=yes',
  '--username me',
  'start',
])('%s is no way to start', line => {
  expect(() => read(line)).toThrow(UsageError)
})

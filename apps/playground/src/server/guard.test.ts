import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { fromHere, withToken } from './guard.js'

const app = new Hono()
app.use(fromHere)
app.post('*', withToken('secret'))
app.all('*', c => c.text('in'))

const status = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  (await app.request(path, { method, headers })).status

const host = '127.0.0.1:8080'
const own = { host, origin: `http://${host}` }

test.each([
  [{ host }],
  [{ host: 'localhost:9000' }],
  [{ host: '[::1]:8080' }],
  [{ host: 'LOCALHOST' }],
  [own],
  [{ host, 'sec-fetch-site': 'same-origin' }],
  [{ host, 'sec-fetch-site': 'none' }],
])('%j may read', async headers => {
  expect(await status('/api/state', headers)).toBe(200)
})

test.each([
  [{}],
  [{ host: 'evil.example' }],
  [{ host: 'evil.example:8080', origin: 'http://evil.example:8080' }],
  [{ host: '127.0.0.1.evil.example' }],
  [{ host: 'localhost@evil.example' }],
  [{ host, origin: 'http://evil.example' }],
  [{ host, origin: 'http://127.0.0.1:3000' }],
  [{ host, origin: 'https://127.0.0.1:8080' }],
  [{ host, origin: 'null' }],
  [{ host, 'sec-fetch-site': 'cross-site' }],
  [{ host, 'sec-fetch-site': 'same-site' }],
])('%j may not', async headers => {
  expect(await status('/api/state', headers)).toBe(403)
})

test('a link to the page may be followed, but to nothing else', async () => {
  const navigation = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect(await status('/', navigation)).toBe(200)
  expect(await status('/api/state', navigation)).toBe(403)
})

test('only who has the token may change something', async () => {
  expect(await status('/api/fill', own, 'POST')).toBe(403)
  expect(await status('/api/fill', { ...own, 'x-playground-token': 'secreT' }, 'POST')).toBe(403)
  expect(await status('/api/fill', { ...own, 'x-playground-token': 'secret' }, 'POST')).toBe(200)
})

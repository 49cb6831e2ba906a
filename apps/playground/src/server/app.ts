import { isRedisClusterError } from '@rc/client'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { BusyError } from './actions.js'
import { fromHere, makeToken, withToken } from './guard.js'
import { readPage } from './page-files.js'
import { BadRequest, readAction, readCommandLine } from './requests.js'
import type { Session } from './session.js'
import { streamEvents } from './stream.js'

const MAX_BODY = 1024 * 1024

/** The page and what it asks for. */
export function makeApp(session: Session, pageFolder: string): Hono {
  const token = makeToken()
  const files = readPage(pageFolder, token)
  const app = new Hono()
  app.use(fromHere, headers())
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  app.get('/api/state', c => c.json(session.snapshot()))
  app.get('/api/events', c => streamEvents(c, session))

  app.post('*', withToken(token), bodyLimit({ maxSize: MAX_BODY }))
  app.post('/api/command', async c => {
    const result = await session.box.run(readCommandLine(await c.req.json()))
    void session.refreshCounts()
    return c.json(result)
  })
  app.post('/api/fill', async c => c.json({ keys: await session.fill() }))
  app.post('/api/action', async c => {
    await session.actions.run(readAction(await c.req.json()))
    await session.refreshCounts()
    return c.json({ done: true })
  })

  app.get('*', c => {
    const file = files.get(c.req.path)
    if (file === undefined) return c.text('There is nothing here.', 404)
    c.header('Content-Type', file.type)
    // Names of assets change with what they hold; the first page names them, and holds the token.
    c.header('Cache-Control', c.req.path === '/' ? 'no-store' : 'max-age=31536000, immutable')
    return c.body(file.body)
  })
  app.onError((error, c) => {
    if (error instanceof BadRequest || error instanceof SyntaxError) return c.json({ problem: error.message }, 400)
    if (error instanceof BusyError) return c.json({ problem: error.message }, 409)
    if (isRedisClusterError(error)) return c.json({ problem: error.message }, 422)
    console.error(error)
    return c.json({ problem: error.message }, 500)
  })
  return app
}

/** Nothing from elsewhere is loaded, nobody frames the page, and no address leaves it. */
const headers = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    // It says "HTTPS from now on", which a page on loopback is not.
    strictTransportSecurity: false,
  })

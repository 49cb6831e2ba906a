import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/** Header that carries the token. */
export const TOKEN_HEADER = 'x-playground-token'

/** A secret of this run. The page has it, and no page of another origin can read it. */
export const makeToken = (): string => randomBytes(24).toString('base64url')

/**
 * Lets in only what comes from the page itself. A page of another origin can make a browser send requests here, and with
 * DNS rebinding even read the answers; its own name then stands in `Host`.
 */
export const fromHere: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? ''
  if (!isLoopback(host)) return c.text('This page is served under 127.0.0.1 and localhost alone.', 403)
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site') ?? 'none'
  const foreign = origin === undefined ? site !== 'same-origin' && site !== 'none' : origin !== `http://${host}`
  // Following a link to the page is no request of the other page's own.
  const isNavigation = c.req.header('sec-fetch-mode') === 'navigate' && c.req.path === '/'
  if (foreign && !isNavigation) return c.text('Requests of other pages are refused.', 403)
  return next()
}

/** Lets in only who has the token: for requests that change something. */
export function withToken(token: string): MiddlewareHandler {
  const expected = Buffer.from(token)
  return async (c, next) => {
    const given = Buffer.from(c.req.header(TOKEN_HEADER) ?? '')
    const matches = given.length === expected.length && timingSafeEqual(given, expected)
    if (!matches) return c.json({ problem: 'The token is missing or of another run. Reload the page.' }, 403)
    return next()
  }
}

/** Any port: the page may be reached through a tunnel. */
const isLoopback = (host: string): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]+)?$/i.test(host)

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

const HOST = '127.0.0.1'
const DEFAULT_PORT = 8080

/** A port that somebody else has. */
export class PortError extends Error {
  override readonly name = 'PortError'
}

/** What answers requests. */
export type Answer = (request: Request, env: never) => Response | Promise<Response>

/** Serves on loopback, and says that it is not ready until it is told how to answer. */
export class PageServer {
  readonly #server: Server
  #answer: Answer = () => new Response('Starting …', { status: 503, headers: { 'Retry-After': '1' } })

  constructor() {
    this.#server = createAdaptorServer({ fetch: (request, env) => this.#answer(request, env as never) }) as Server
  }

  /** Answers like this from now on. */
  set answer(answer: Answer) {
    this.#answer = answer
  }

  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}/`
  }

  /**
   * Takes the port; without one, 8080 or any that is free.
   *
   * @throws PortError where it cannot be had
   */
  async listen(port: number | undefined): Promise<void> {
    try {
      await this.#listen(port ?? DEFAULT_PORT)
    } catch (error) {
      if (port === undefined) return this.#listen(0)
      throw new PortError(
        `${reason(error as NodeJS.ErrnoException, port)} Choose another with --port, or leave it out.`,
      )
    }
  }

  /** Ends all that is being answered. */
  close(): Promise<void> {
    return new Promise(resolve => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ port, host: HOST, exclusive: true }, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }
}

function reason({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${HOST} is in use.`
  if (code === 'EACCES') return `Port ${port} needs rights that this process does not have.`
  return `Port ${port} on ${HOST} cannot be had: ${message}.`
}

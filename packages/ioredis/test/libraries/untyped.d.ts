// As much of the libraries without types as the tests use.

declare module 'express-session' {
  const session: { readonly Store: unknown }
  export = session
}

declare module 'connect-redis' {
  type Done<T = unknown> = (error: unknown, value?: T) => void

  interface Store {
    get(id: string, done: Done): void
    set(id: string, session: object, done: Done): void
    touch(id: string, session: object, done: Done): void
    destroy(id: string, done: Done): void
    ids(done: Done<string[]>): void
    length(done: Done<number>): void
    all(done: Done<object[]>): void
    clear(done: Done): void
  }

  function connectRedis(session: unknown): new (options: { client: unknown; prefix: string }) => Store
  export = connectRedis
}

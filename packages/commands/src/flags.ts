// What a command is, as one integer: a test is one AND, and a row of the table stays short.

/** Changes data. */
export const WRITE = 1 << 0
/** Only reads data: a replica may serve it, and it may be sent again when its outcome is unknown. */
export const READ = 1 << 1
/** May wait for data, so it needs a connection of its own. */
export const BLOCKING = 1 << 2
/** A write that leaves the same data when it runs twice, whatever its arguments. */
export const IDEMPOTENT = 1 << 3
/** Administers the server. */
export const ADMIN = 1 << 4
/** Changes the state of its connection (AUTH, SELECT, MULTI …), which callers of a shared connection cannot have. */
export const CONNECTION = 1 << 5
/** Subscribes or publishes. */
export const PUBSUB = 1 << 6
/** Not allowed inside a transaction. */
export const NO_MULTI = 1 << 7
/** Refused when the server is out of memory. */
export const DENY_OOM = 1 << 8
/** The server cannot tell where all of the keys are. */
export const KEYS_INCOMPLETE = 1 << 9
/** Runs a script or a function, whose effect only its author knows. */
export const SCRIPT = 1 << 10
/** Slow by design: its cost grows with the whole keyspace. */
export const DANGEROUS = 1 << 11
/** Its reply is text of the server's own, no user's data: it stays text where bytes are asked for. */
export const TEXT = 1 << 12
/** Its reply is no text: it is bytes where text is asked for, too. */
export const BINARY = 1 << 13

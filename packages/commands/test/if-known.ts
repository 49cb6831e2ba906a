import { ReplyError } from '@rc/errors'

/** What a server answers, or undefined where it is older than the command, or of the other flavour. */
export async function ifKnown<T>(reply: Promise<T>): Promise<T | undefined> {
  try {
    return await reply
  } catch (error) {
    if (error instanceof ReplyError && /unknown (sub)?command/i.test(error.message)) return undefined
    throw error
  }
}

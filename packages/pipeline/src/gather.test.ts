import { DBSIZE, INFO, MGET, SCRIPT_KILL } from '@rc/commands'
import { ConnectionLostError, PartialFailureError, ReplyError, TimeoutError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import type { CallOptions } from './call-options.js'
import type { Engine } from './engine.js'
import type { PartOperation } from './part.js'
import { promised } from './promised.js'
import { scatterOverNodes, scatterOverSlots } from './scatter.js'

const nodes = ['a', 'b', 'c'].map(host => ({ host, port: 1, name: `${host}:1` }))

/** What was sent, for the test to answer. */
class Sent {
  readonly operations: PartOperation[] = []
  readonly engine = { start: (operation: PartOperation) => this.operations.push(operation) } as unknown as Engine

  /** What comes of the next part, which went to `host`. */
  answer(host: string, reply: string | Error): void {
    const operation = this.operations.shift() as PartOperation
    Object.assign(operation, { connection: { name: `${host}:1` } })
    if (typeof reply === 'string') operation.succeed(reply)
    else operation.reject(reply as never)
  }
}

const way = { options: {} as CallOptions, deadline: 0, newDeadline: () => 0 }

function overNodes(spec: typeof INFO, merge: typeof INFO.response = spec.response) {
  const sent = new Sent()
  const command = { spec, args: [], read: undefined }
  const whole = promised(listener =>
    scatterOverNodes(sent.engine, { command, nodes, merge }, { ...way, listener }),
  ).catch((error: unknown) => error)
  return { sent, whole }
}

const lost = (executed: 'no' | 'maybe') => new ConnectionLostError('It broke.', { executed })

describe('a command of which one success is enough', () => {
  it('answers with that one, wherever it stands', async () => {
    const { sent, whole } = overNodes(SCRIPT_KILL)
    sent.answer('a', new ReplyError('NOTBUSY no script'))
    sent.answer('b', 'OK')
    sent.answer('c', lost('maybe'))
    expect(await whole).toBe('OK')
  })

  it('fails as all failed, though nobody knows whether they ran', async () => {
    const { sent, whole } = overNodes(SCRIPT_KILL)
    for (const host of ['a', 'b', 'c']) sent.answer(host, lost('maybe'))
    expect(await whole).toBeInstanceOf(ConnectionLostError)
  })
})

describe('a command of which all parts are needed', () => {
  it('is a record by node, each as it answered', async () => {
    const { sent, whole } = overNodes(INFO, 'default')
    for (const host of ['a', 'b', 'c']) sent.answer(host, `of ${host}`)
    expect(await whole).toEqual({ 'a:1': 'of a', 'b:1': 'of b', 'c:1': 'of c' })
  })

  it('fails as all failed, where nothing was done', async () => {
    const { sent, whole } = overNodes(DBSIZE)
    const [first, ...others] = [lost('no'), lost('no'), lost('no')]
    for (const error of [first, ...others]) sent.answer('a', error as Error)
    expect(await whole).toBe(first)
  })

  it.each([
    ['may have been done', [lost('no'), lost('maybe'), lost('no')]],
    ['failed for several reasons', [lost('no'), new TimeoutError('too late', { executed: 'no' }), lost('no')]],
  ])('says what became of each part where some %s', async (_, errors) => {
    const { sent, whole } = overNodes(DBSIZE)
    for (const error of errors) sent.answer('a', error)
    expect(await whole).toMatchObject({ name: 'PartialFailureError', command: 'DBSIZE', failed: [{}, {}, {}] })
  })

  it('names the node that was meant where none was asked', async () => {
    const { sent, whole } = overNodes(INFO, 'default')
    sent.operations.shift()?.reject(lost('no'))
    sent.answer('b', 'of b')
    sent.answer('d', 'of its successor')
    expect(await whole).toMatchObject({ failed: [{ node: 'a:1' }], succeeded: [{ node: 'b:1' }, { node: 'd:1' }] })
  })

  it('sends again what failed, and nothing else, for the whole', async () => {
    const { sent, whole } = overNodes(INFO, 'default')
    sent.answer('a', 'of a')
    sent.answer('b', lost('maybe'))
    sent.answer('c', 'of c')
    const error = await whole
    if (!(error instanceof PartialFailureError)) throw error
    const again = error.retryFailed()
    expect(sent.operations).toHaveLength(1)
    sent.answer('d', 'of its successor')
    expect(await again).toEqual({ 'a:1': 'of a', 'd:1': 'of its successor', 'c:1': 'of c' })
  })

  it('puts values in the places of their keys', async () => {
    const sent = new Sent()
    const part = (slot: number, keys: number[]) => ({ slot, keys, command: { spec: MGET, args: [], read: undefined } })
    const command = { spec: MGET, args: ['x', 'y', 'z'], read: undefined }
    const parts = [part(5, [0, 2]), part(7, [1])]
    const whole = promised(listener => scatterOverSlots(sent.engine, { command, parts }, { ...way, listener }))
    const [first, second] = sent.operations
    second?.succeed(['of y'])
    first?.succeed(['of x', 'of z'])
    expect([await whole, first?.slot, second?.slot]).toEqual([['of x', 'of y', 'of z'], 5, 7])
  })
})

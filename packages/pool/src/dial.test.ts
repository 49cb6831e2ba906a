import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { socketDial } from './dial.js'

const PROGRAM = `
const server = require('node:net').createServer(socket => socket.on('error', () => {}))
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => process.send(server.address().port))
`
const folder = mkdtempSync(join(tmpdir(), 'rc-dial-'))
const file = join(folder, 'listener.cjs')
let child: ChildProcess | undefined
const guests: Socket[] = []
afterEach(() => {
  child?.kill('SIGKILL')
  for (const guest of guests.splice(0)) guest.destroy()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A listener that is frozen, and whose queue is full: the system drops what comes, as a network that is cut does. */
async function silentListener(): Promise<{ host: string; port: number }> {
  writeFileSync(file, PROGRAM)
  child = fork(file)
  const [port] = (await once(child, 'message')) as [number]
  process.kill(child.pid as number, 'SIGSTOP')
  for (let full = false; !full; ) {
    const guest = connect(port, '127.0.0.1').on('error', () => {})
    guests.push(guest)
    full = await Promise.race([
      once(guest, 'connect').then(
        () => false,
        () => false,
      ),
      sleep(300, true),
    ])
  }
  return { host: '127.0.0.1', port }
}

/** Sockets of this process, connected or not. */
const sockets = (): number => process.getActiveResourcesInfo().filter(kind => kind === 'TCPSocketWrap').length

describe.skipIf(process.platform !== 'linux')('a node that is silent when it is dialled', () => {
  it('is asked by a second socket from the second time on, and by none any more once that is given up', async () => {
    const address = await silentListener()
    const dial = socketDial()
    const before = sockets()
    for (const expected of [1, 2]) {
      const patience = new AbortController()
      const dialled = dial(address, patience.signal)
      const most: number[] = []
      await expect.poll(() => most.push(sockets() - before), { interval: 20, timeout: 5000 }).toBeGreaterThan(50)
      // One that is replaced counts until the system has closed it.
      expect(Math.max(...most)).toBeLessThanOrEqual(expected === 1 ? 1 : expected + 1)
      expect(most.sort((one, other) => one - other)[most.length >> 1]).toBe(expected)
      patience.abort(new Error('enough'))
      await expect(dialled).rejects.toThrow('enough')
      await expect.poll(sockets).toBe(before)
    }
  })

  it('is connected to by one of them when it goes on', async () => {
    const address = await silentListener()
    const before = sockets()
    const dial = socketDial()
    await expect(dial(address, AbortSignal.timeout(50))).rejects.toThrow()
    const dialled = dial(address, new AbortController().signal)
    await expect.poll(sockets, { interval: 5 }).toBe(before + 2)
    process.kill(child?.pid as number, 'SIGCONT')
    const stream = await dialled
    // Long enough for another one to be connected too.
    await sleep(300)
    expect(sockets() - before).toBe(1)
    expect(stream.destroyed).toBe(false)
    stream.destroy()
  })
})

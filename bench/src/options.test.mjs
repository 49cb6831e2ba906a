import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BENCH, parseOptions, UsageError } from './options.mjs'

void test('everything is run, and only then is RESULTS.md of the bench written', () => {
  const all = parseOptions([])
  assert.equal(all.loads.length, 12)
  assert.equal(all.clients.length, 7)
  assert.equal(all.out, BENCH)
  for (const part of [['--quick'], ['--only', 'get-1'], ['--clients', 'bare'], ['--rounds', '2'], ['--seconds', '2']]) {
    assert.notEqual(parseOptions(part).out, BENCH, part.join(' '))
  }
  assert.equal(parseOptions(['--quick', '--out', 'here']).out, 'here')
})

void test('loads and clients are chosen by id, in the order of the table', () => {
  const options = parseOptions(['--only', 'set-64, get-64', '--clients', 'bare,ours'])
  assert.deepEqual(
    options.loads.map(load => load.id),
    ['get-64', 'set-64'],
  )
  assert.deepEqual(
    options.clients.map(client => client.id),
    ['ours', 'bare'],
  )
})

void test('nodes are host:port, IPv6 in brackets', () => {
  assert.deepEqual(parseOptions(['--nodes', 'a:1,[::1]:2']).nodes, [
    { host: 'a', port: 1 },
    { host: '::1', port: 2 },
  ])
})

void test('a mistake is named', () => {
  for (const [argv, named] of /** @type {const} */ ([
    [['--only', 'get-2'], /get-2.*get-1, get-64/],
    [['--clients', 'ours,,bare'], /--clients/],
    [['--rounds', '1.5'], /--rounds.*whole.*"1.5"/],
    [['--seconds', '0'], /--seconds.*"0"/],
    [['--nodes', 'somewhere'], /--nodes.*"somewhere"/],
    [['--fast'], /--fast/],
    [['get-1'], /get-1/],
  ])) {
    assert.throws(
      () => parseOptions(argv),
      error => error instanceof UsageError && named.test(error.message),
      argv.join(' '),
    )
  }
})

void test('the dashes that a package manager hands on are no option', () => {
  assert.equal(parseOptions(['--', '--rounds', '2']).rounds, 2)
})

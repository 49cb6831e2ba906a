import { Command, Option } from 'commander'
import { version } from '../package.json'
import { bench } from './bench/bench.js'
import type { BenchOptions } from './bench/bench-report.js'
import { doctor, type DoctorOptions } from './doctor/doctor.js'
import { copy, type CopyOptions } from './copy/copy.js'
import { info, type InfoOptions } from './info/info.js'
import type { Io } from './io.js'
import { plan, type PlanOptions } from './plan/plan.js'
import { positiveNumber, wholeNumber } from './text/options.js'
import { up, type UpOptions } from './up/up.js'

const EXIT_CODES = `
Exit codes: 0 done; 1 failed; 2 wrong arguments; 3 done, and the answer is no (keys differ, a check failed);
4 not reachable, or not let in; 130 and 143 ended by Ctrl-C or SIGTERM.`

const PLACES = `
A cluster is named by one of its nodes or by several, with commas: host:port, redis://user:password@host:port, rediss://
for TLS. User and password may stand in RC_USERNAME and RC_PASSWORD instead, where no list of processes shows them.`

/** The commands, each with its options; `done` takes the exit code of the one that runs. */
export function programOf(io: Io, done: (code: number) => void): Command {
  const program = new Command('rc')
    .description('Start, look at, plan, fill, examine and load a Redis Cluster.')
    .version(version, '-v, --version')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: text => void io.stdout.write(text),
      writeErr: text => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => 100,
    })
    .showHelpAfterError('Try --help.')

  addUp(program, io, done)
  addInfo(program, io, done)
  addPlan(program, io, done)
  addCopy(program, io, done)
  addDoctor(program, io, done)
  addBench(program, io, done)
  return program
}

type Done = (code: number) => void

function addUp(program: Command, io: Io, done: Done): void {
  program
    .command('up')
    .description('Start a real cluster on this machine, until Ctrl-C.')
    .option('-p, --primaries <n>', 'primaries', wholeNumber(1, 100), 3)
    .option('-r, --replicas <n>', 'replicas of each primary', wholeNumber(0, 10), 1)
    .option('--base-port <port>', "the first node's port (default: free ports)", wholeNumber(1, 55_000))
    .option('--password <password>', 'what clients need')
    .option('--tls', 'TLS on every port, with certificates made for the occasion')
    .option('--append-only', 'keep an append-only file')
    .option('--keep', "leave the servers' folder, with data and logs, behind")
    .option('--server <path>', 'a redis-server or valkey-server, or one to fetch: redis-8.0, valkey-9.1 …')
    .option('--json', 'one line of JSON when it is ready')
    .action(async (options: UpOptions) => done(await up(options, io)))
}

function addInfo(program: Command, io: Io, done: Done): void {
  program
    .command('info')
    .description('Topology, slots, keys, memory and replication lag of a cluster.')
    .argument('<cluster>', 'a node of it')
    .option('-w, --watch [seconds]', 'look again and again, every two seconds if nothing is said', positiveNumber)
    .option('--cacert <file>', 'certificates to trust, for rediss://')
    .option('--json', 'JSON; with --watch a line for each look')
    .addHelpText('after', PLACES)
    .action(async (place: string, options: InfoOptions) => done(await info(place, options, io)))
}

function addPlan(program: Command, io: Io, done: Done): void {
  program
    .command('plan')
    .description('How keys lie over slots, shards and nodes: keys of a cluster, of a file, or of the standard input.')
    .argument('[cluster]', 'a node of a cluster: its keys are scanned, or those of --file placed on it')
    .option('-f, --file <file>', 'read the keys from a file, one a line; - for the standard input')
    .option('-0, --null', 'keys of the file end with a NUL byte instead of a line break')
    .option(
      '-n, --nodes <n>',
      'without a cluster: assume so many shards of equal size (default: 3)',
      wholeNumber(1, 16384),
    )
    .option('-a, --add <n>', 'tell what would move if so many shards were added', wholeNumber(0, 1000), 1)
    .option('-k, --top <n>', 'how many slots and tags to show', wholeNumber(1, 16384), 10)
    .option('-m, --match <pattern>', 'scan only keys that match')
    .option('--cacert <file>', 'certificates to trust, for rediss://')
    .option('--json', 'the plan as JSON')
    .addHelpText('after', PLACES)
    .action(async (place: string | undefined, options: PlanOptions) => done(await plan(place, options, io)))
}

function addCopy(program: Command, io: Io, done: Done): void {
  program
    .command('copy')
    .description(
      'Copy all keys of a server, of shards or of a cluster into another. Can be killed at any time, and goes on.',
    )
    .argument(
      '<source>',
      'a server (redis://host:port/3: another database of it), a cluster, or shards:host:port,host:port …',
    )
    .argument('<target>', 'a cluster, shards or a server')
    .option('-m, --match <pattern>', 'only keys that match')
    .option('--replace', 'replace keys that the target has; else they are left alone, and told')
    .option('--dry-run', 'write nothing; tell what there is to copy, and what is in its way')
    .option('--verify', 'compare every key afterwards: type, value and expiry')
    .option('--follow', 'compare and copy again until there is no difference; stop writing to the source meanwhile')
    .option('--delete', 'with --follow: delete keys of the target that the source does not have')
    .addOption(
      new Option(
        '--tags <mode>',
        'of target shards: whether {tag} at the end of a name is taken off (default: keep)',
      ).choices(['keep', 'strip']),
    )
    .addOption(
      new Option(
        '--placement <how>',
        'of target shards: how keys find them, as node_1, node_2 … in the order given (default: crc32)',
      ).choices(['crc32', 'rendezvous']),
    )
    .option('--state <file>', 'where to remember how far it is (default: in $XDG_STATE_HOME/rc)')
    .option('--restart', 'begin anew, whatever an earlier run did')
    .option('--count <n>', 'how many keys a server looks at at a time', wholeNumber(1, 100_000), 500)
    .option('--cacert <file>', 'certificates to trust, for rediss://')
    .option('-q, --quiet', 'no progress')
    .option('--json', 'a line of JSON for each pass')
    .addHelpText('after', PLACES)
    .action(async (source: string, target: string, options: CopyOptions) =>
      done(await copy(source, target, { options, io })),
    )
}

function addDoctor(program: Command, io: Io, done: Done): void {
  program
    .command('doctor')
    .description('What a client here would meet: addresses, NAT, TLS, rights, versions, coverage, maps that disagree.')
    .argument('<cluster>', 'the seeds that a client would be given')
    .option('--cacert <file>', 'certificates to trust, for rediss://')
    .option('--json', 'what was found, and the options to use, as JSON')
    .addHelpText('after', PLACES)
    .action(async (place: string, options: DoctorOptions) => done(await doctor(place, options, io)))
}

function addBench(program: Command, io: Io, done: Done): void {
  program
    .command('bench')
    .description('A load of your own on a cluster of your own: commands a second, and how long they take.')
    .argument('<cluster>', 'a node of it')
    .option('-t, --seconds <n>', 'how long', positiveNumber, 10)
    .option('-c, --concurrency <n>', 'callers that each wait for an answer', wholeNumber(1, 100_000), 100)
    .option('-x, --mix <list>', 'get, set, incr, hget, hset, lpush, ltrim, sadd, zadd, mget, mset', 'get:8,set:2')
    .option('-n, --keys <n>', 'different keys', wholeNumber(1, 10_000_000), 10_000)
    .option('-s, --size <bytes>', 'bytes of a value', wholeNumber(0, 512 * 1024 * 1024), 64)
    .addOption(
      new Option('--read-from <nodes>', 'where reads go').choices(['primary', 'replica', 'any']).default('primary'),
    )
    .option('--keep', 'leave the keys behind; they begin with rc-bench:')
    .option('--cacert <file>', 'certificates to trust, for rediss://')
    .option('--json', 'the figures as JSON')
    .addHelpText('after', PLACES)
    .action(async (place: string, options: BenchOptions) => done(await bench(place, options, io)))
}

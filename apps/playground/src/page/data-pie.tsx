import type { ClusterKind, ShardView } from '../shared/protocol.js'
import { fill, filling } from './commands.js'
import { grouped, percent } from './format.js'
import { hueOf } from './hues.js'
import { slices } from './pie.js'

/** How the keys are spread over the primaries. */
export function DataPie({ shards, kind }: { shards: readonly ShardView[]; kind: ClusterKind }) {
  const total = shards.reduce((sum, { keys }) => sum + (keys ?? 0), 0)
  const shares = slices(shards.map(({ keys }) => keys ?? 0))
  return (
    <section class="data" aria-labelledby="data-title">
      <div class="title">
        <h2 id="data-title">Distribution of data</h2>
        <span>{grouped(total)} keys</span>
      </div>
      <div class="pie">
        <svg viewBox="-52 -52 104 104" aria-hidden="true">
          <circle r="50" class="nothing" />
          {shares.map(({ path }, i) => {
            const shard = shards[i] as ShardView
            return path === '' ? null : <path key={shard.number} d={path} style={hueOf(shard.number)} />
          })}
        </svg>
        <table>
          <caption class="hidden">Keys of each primary</caption>
          <tbody>
            {shards.map(({ number, primary, keys }) => (
              <tr key={number}>
                <th scope="row" style={hueOf(number)}>
                  <i class="shard-dot" />
                  {primary}
                </th>
                <td>{keys === null ? 'no answer' : grouped(keys)}</td>
                <td>{keys === null ? '' : percent(keys, total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button type="button" disabled={filling.value} onClick={() => void askAndFill(kind)}>
          {filling.value ? 'Writing …' : 'Write 500 sample keys'}
        </button>
      </div>
    </section>
  )
}

async function askAndFill(kind: ClusterKind): Promise<void> {
  const question = 'This writes 500 keys that begin with "playground:" into your cluster. Go on?'
  if (kind === 'existing' && !confirm(question)) return
  await fill()
}

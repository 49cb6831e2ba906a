import { snapshot } from './live.js'
import { Banners } from './banners.js'
import { CommandBox } from './command-box.js'
import { DataPie } from './data-pie.js'
import { EventLog } from './event-log.js'
import { Header } from './header.js'
import { ShardCard } from './shard-card.js'
import { SlotStrip } from './slot-strip.js'
import { StateDiagram } from './state-diagram.js'

/** The whole page. */
export function App() {
  const current = snapshot.value
  return (
    <>
      <Header />
      <main>
        <Banners />
        {current === undefined ? (
          <p class="waiting">Waiting for the cluster …</p>
        ) : (
          <>
            <SlotStrip shards={current.shards} uncovered={current.uncovered} />
            <section class="shards" aria-label="Shards">
              {current.shards.map(shard => (
                <ShardCard key={shard.number} shard={shard} current={current} />
              ))}
            </section>
            <div class="columns">
              <CommandBox />
              <div class="side">
                <DataPie shards={current.shards} kind={current.cluster.kind} />
                <StateDiagram current={current} />
                <EventLog />
              </div>
            </div>
          </>
        )}
      </main>
    </>
  )
}

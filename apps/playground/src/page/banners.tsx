import { line, snapshot } from './live.js'
import { notice } from './commands.js'

/** What has to be known before all else. */
export function Banners() {
  const current = snapshot.value
  const gone = line.value === 'lost' || line.value === 'ended'
  return (
    <div class="banners">
      {gone && (
        <p class="banner bad" role="alert">
          {line.value === 'ended' ? 'The playground has ended.' : 'The playground does not answer.'} This page goes on
          when it is started again: <code>npm start</code>
        </p>
      )}
      {current?.cluster.kind === 'simulated' && (
        <p class="banner warn">
          <strong>Simulated:</strong> no Redis or Valkey server was found, so what you see is an imitation inside the
          playground: it knows a few dozen commands, and nobody takes over until you press Fail over.{' '}
          {current.cluster.advice}
        </p>
      )}
      {notice.value !== undefined && (
        <p class="banner bad" role="alert">
          {notice.value}
          <button type="button" class="plain" onClick={() => (notice.value = undefined)}>
            Dismiss
          </button>
        </p>
      )}
      {current?.action !== undefined && (
        <p class="banner busy" role="status">
          {capitalised(current.action)} …
        </p>
      )}
    </div>
  )
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

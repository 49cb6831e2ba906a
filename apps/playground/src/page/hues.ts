/** Far apart from each other, also for eyes that do not tell red from green: blue, teal, orange, magenta, … */
const HUES = [258, 178, 58, 345, 300, 130, 25, 220]
/** Beyond those, each as far as can be from the ones before. */
const GOLDEN_ANGLE = 137.5

/** The colour of a shard, as a style that sets `--hue`. */
export function hueOf(shard: number): { '--hue': string } {
  return { '--hue': String(HUES[shard - 1] ?? Math.round((shard * GOLDEN_ANGLE) % 360)) }
}

import { playSeeds } from './seeds.js'

playSeeds(1)

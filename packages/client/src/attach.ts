export { attach } from '@rc/pipeline'

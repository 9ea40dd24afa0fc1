export { mycelia, type VitePlugin } from './plugin.js'

export { rpcEntrypoint } from './rpc.js'

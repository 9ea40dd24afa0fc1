export { createHttpServer } from '../http/index.js'
export { createWebSocketServer } from './web-socket-server.js'

export { eventText } from './event-text.js'
export { Hub, type HubSocket } from './hub.js'
export { socketId } from './socket-id.js'
export { WebSocketHub } from './web-socket-hub.js'

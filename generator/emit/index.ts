export { emitMain } from './emit-main.js'
export { type EmitServiceOptions, emitService } from './emit-service.js'
export type { EmitOptions, EmittedFile } from './emitted-file.js'
export { serviceStem } from './service-stem.js'

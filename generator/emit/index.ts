export { emitMain } from './emit-main.js'
export {
  type EmitClientOptions,
  type EmitServiceOptions,
  emitClientFiles,
  emitService,
} from './emit-service.js'
export type { EmitOptions, EmittedFile } from './emitted-file.js'
export { type ServiceNames, serviceNames } from './names.js'
export { serviceStem } from './service-stem.js'

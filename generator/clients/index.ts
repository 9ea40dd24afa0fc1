export { callerContract } from './caller-contract.js'
export { chooseServices, refuseTaken, type ServiceChoice } from './choose-services.js'
export { type ChosenSource, chooseSource, type Suggest } from './choose-source.js'
export { clientFiles, presentFiles } from './client-files.js'
export {
  CLIENTS_FOLDER,
  type ClientNaming,
  type ClientSource,
  readClientSources,
  SOURCES_FILE,
  writeClientSources,
} from './client-sources.js'
export type { ClientEmitter, EmitClientRequest } from './emitter.js'
export { findPythonSource, offeredContracts, type PythonReader } from './python-source.js'
export { readContract } from './read-contract.js'
export { readKept } from './read-kept.js'
export { type ClientNote, type RefreshedClients, refreshClients } from './refresh-clients.js'

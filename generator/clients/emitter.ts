import type { Contract } from 'mycelia/contract'

/** Makes the files of a client; what they are made with is not this room's affair. */
export interface ClientEmitter {
  /** What the files of a service's client are called, unless another name is chosen. */
  stem(service: string): string
  /** @returns texts by path, from the folder that they lie in. */
  emit(contract: Contract, options: EmitClientRequest): ReadonlyMap<string, string>
}

export interface EmitClientRequest {
  /** What the header says that they were made from. */
  readonly source: string
  /** What the client is called, in place of the service's name. */
  readonly as?: string
}

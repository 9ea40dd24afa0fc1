/** An event of another service. Generated: `OrdersEvents.order_created`. */
export interface EventReference<Source extends string, Type extends string, Payload> {
  /** The service that emits it. */
  readonly source: Source
  readonly type: Type
  /** What it carries; it is there for the compiler. */
  readonly payload?: Payload
}

/** All events of a service, by their types. */
export type EventReferences<Source extends string, Events> = {
  readonly [Type in keyof Events & string]: EventReference<Source, Type, Events[Type]>
}

/** Makes the references to a service's events. Generated code calls it. */
export function defineEvents<Source extends string, Events>(
  source: Source,
  types: readonly (keyof Events & string)[],
): EventReferences<Source, Events> {
  const references = types.map((type) => [type, { source, type }])
  return Object.fromEntries(references)
}

/** A project cannot be built: the message says what is wrong with it, and where. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
}

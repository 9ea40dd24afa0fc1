/** What a command's action throws for a message and an exit code; anything else is a bug. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}

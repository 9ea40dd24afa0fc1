/**
 * The parts of plop that are used: it renders and asks, while planning and writing are ours, because
 * plop writes half a project before it meets a conflict.
 */
export interface Plop {
  readonly handlebars: {
    compile(
      text: string,
      options: { readonly noEscape: boolean; readonly strict: boolean },
    ): (values: Readonly<Record<string, unknown>>) => string
  }
  readonly inquirer: {
    createPromptModule(options: {
      readonly output: NodeJS.WritableStream
    }): (questions: readonly object[]) => Promise<Readonly<Record<string, string>>>
  }
}

let plop: Promise<Plop> | undefined

/** Loading it takes longer than all the rest, so it waits until something is to be done with it. */
export function loadPlop(): Promise<Plop> {
  // Its own renderString escapes for HTML and lets missing values pass as nothing; the Handlebars
  // within it does neither when asked. Its types leave the member out.
  plop ??= import('node-plop').then(
    async ({ default: nodePlop }) => (await nodePlop()) as unknown as Plop,
  )
  return plop
}

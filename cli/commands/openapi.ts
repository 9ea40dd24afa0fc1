import type { Command } from 'commander'

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .summary('print an OpenAPI document of what the services answer over HTTP')
    .description(
      "Generates what is stale, and prints an OpenAPI 3.1 document of all methods with @http; title, version and description are those of the project's package.json.",
    )
    .argument('[file...]', 'services beside src/**/*.service.ts')
    .option('--out <file>', 'write it to a file instead')
    .action(async (files: string[], flags: { readonly out?: string }) => {
      const { printOpenApi } = await import('../print-openapi.js')
      await printOpenApi(process.cwd(), files, flags.out)
    })
}

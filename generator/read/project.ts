import { ts } from 'ts-morph'
import { createProjectFiles, type ProjectFiles } from './compiler-host.js'
import type { ProjectConfig } from './tsconfig.js'

/** The user's project as the compiler sees it. */
export interface Project {
  /** Absolute, with forward slashes. */
  readonly folder: string
  /** To be read again when files have come or gone. */
  config: ProjectConfig
  readonly files: ProjectFiles
  /** How much of it is read: what turned out to be needed. */
  breadth: Breadth
  /** Compiles what the given files, and all that they import, are now. */
  compile(services: readonly string[], breadth: Breadth): ts.Program
}

/**
 * `services`: the services, what they import, and the project's ambient declarations.
 * `everything`: also the other files of the tsconfig, and the packages of its `types`, which alone
 * can double the time. Needed only where a type stays unresolved without.
 */
export type Breadth = 'services' | 'everything'

export function openProject(folder: string, config: ProjectConfig): Project {
  const files = createProjectFiles(folder, config.options)
  let program: ts.Program | undefined
  const project: Project = {
    folder,
    config,
    files,
    breadth: 'services',
    compile(services, breadth) {
      const rootNames = [...new Set([...services, ...furtherRoots(project.config, breadth)])]
      const options = readingOptions(project.config.options, breadth)
      program = ts.createProgram({
        rootNames,
        options,
        host: files.host,
        ...(program === undefined ? {} : { oldProgram: program }),
      })
      files.settle()
      return program
    },
  }
  return project
}

function furtherRoots(config: ProjectConfig, breadth: Breadth): readonly string[] {
  if (breadth === 'everything') return config.files
  return config.files.filter((file) => /\.d\.[cm]?ts$/.test(file))
}

function readingOptions(options: ts.CompilerOptions, breadth: Breadth): ts.CompilerOptions {
  return {
    ...options,
    noEmit: true,
    composite: false,
    incremental: false,
    // Without it the checker forgets every `| null`, which other services are to be told of.
    strictNullChecks: true,
    types: breadth === 'everything' ? (options.types ?? ['*']) : [],
  }
}

/** Whether a file is the user's own: neither a default library nor an installed package. */
export function isOwnFile(file: ts.SourceFile, program: ts.Program): boolean {
  return !program.isSourceFileDefaultLibrary(file) && !file.fileName.includes('/node_modules/')
}

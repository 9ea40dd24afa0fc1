import { Project, ts } from 'ts-morph'

/** The files that the compiler sees: texts in memory, layered over the disk. Each is parsed once. */
export interface ProjectFiles {
  readonly host: ts.CompilerHost
  /** Replaces the texts in memory. Absolute paths with forward slashes. */
  layer(overlay: ReadonlyMap<string, string>): void
  /**
   * Forgets what was read of files that have changed.
   * @returns whether any of them is new, or gone.
   */
  refresh(files: readonly string[]): boolean
  /** To be called when a program has been made of what is there now. */
  settle(): void
}

interface ParsedFile {
  readonly text: string
  readonly source: ts.SourceFile
}

/** Where ts-morph keeps the default libraries of the compiler that it carries. */
const LIBRARY_FOLDER = '/node_modules/typescript/lib'

/**
 * The default libraries: they are the same for all projects, and half of the time that a small one
 * takes goes into parsing them.
 */
const libraries = new Map<string, ts.SourceFile>()

let libraryHost: ts.ModuleResolutionHost | undefined

/**
 * Makes a host for the compiler that ts-morph carries. Its `Project` is not used for this: it
 * parses every file as CommonJS, so that under `nodenext` packages for import alone are not found
 * and packages of both kinds are read from their declarations for `require`.
 */
export function createProjectFiles(folder: string, options: ts.CompilerOptions): ProjectFiles {
  const disk = new Map<string, string | undefined>()
  const parsed = new Map<string, ParsedFile>()
  let overlay: ReadonlyMap<string, string> = new Map()
  let folders: ReadonlySet<string> = new Set()
  let moved = false

  const readCached = (file: string): string | undefined => {
    if (!disk.has(file)) disk.set(file, ts.sys.readFile(file))
    return disk.get(file)
  }

  const host: ts.CompilerHost = {
    getSourceFile(file, target, _, renew) {
      if (isLibrary(file)) return parseLibrary(file, target)
      const text = overlay.get(file) ?? readCached(file)
      if (text === undefined) return undefined
      const known = parsed.get(file)
      if (known?.text === text && sameFormat(known.source, target) && !renew) return known.source
      const source = ts.createSourceFile(file, text, target)
      parsed.set(file, { text, source })
      return source
    },
    fileExists: (file) =>
      isLibrary(file)
        ? libraryHostOf().fileExists(file)
        : overlay.has(file) || ts.sys.fileExists(file),
    readFile: (file) => overlay.get(file) ?? ts.sys.readFile(file),
    directoryExists: (name) => folders.has(name) || ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    realpath: (file) => (overlay.has(file) ? file : (ts.sys.realpath?.(file) ?? file)),
    getDefaultLibFileName: () => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(options)}`,
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (file) => (ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase()),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getNewLine: () => '\n',
    writeFile: () => {},
    // What an import meant is kept from program to program, unless a file has come or gone.
    hasInvalidatedResolutions: () => moved,
  }

  return {
    host,
    layer(next) {
      const differing = [...keysApart(overlay, next), ...keysApart(next, overlay)]
      moved ||= differing.some((file) => !ts.sys.fileExists(file))
      overlay = next
      folders = foldersOf(next.keys())
    },
    refresh(files) {
      for (const file of files) disk.delete(file)
      const isMoved = files.some((file) => !parsed.has(file) || !ts.sys.fileExists(file))
      moved ||= isMoved
      return isMoved
    },
    settle() {
      moved = false
    },
  }
}

function isLibrary(file: string): boolean {
  return file.startsWith(LIBRARY_FOLDER)
}

function libraryHostOf(): ts.ModuleResolutionHost {
  libraryHost ??= new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost()
  return libraryHost
}

function parseLibrary(
  file: string,
  target: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  const languageVersion = typeof target === 'object' ? target.languageVersion : target
  const key = `${languageVersion} ${file}`
  const known = libraries.get(key)
  if (known !== undefined) return known
  const text = libraryHostOf().readFile(file)
  if (text === undefined) return undefined
  const jsDocParsingMode = ts.JSDocParsingMode.ParseNone
  const source = ts.createSourceFile(file, text, { languageVersion, jsDocParsingMode })
  libraries.set(key, source)
  return source
}

/** Whether a file is a module of the same kind, import or require, as the compiler now asks for. */
function sameFormat(
  source: ts.SourceFile,
  target: ts.ScriptTarget | ts.CreateSourceFileOptions,
): boolean {
  return typeof target !== 'object' || source.impliedNodeFormat === target.impliedNodeFormat
}

function keysApart(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...a.keys()].filter((key) => !b.has(key))
}

function foldersOf(files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) {
    let end = file.lastIndexOf('/')
    while (end > 0 && !folders.has(file.slice(0, end))) {
      folders.add(file.slice(0, end))
      end = file.lastIndexOf('/', end - 1)
    }
  }
  return folders
}

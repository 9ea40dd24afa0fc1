export { BuildError } from './build-error.js'
export { type BuildOptions, type BuildResult, buildProject } from './build-project.js'

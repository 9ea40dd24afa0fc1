// Loads node-plop, opens a project in ts-morph and asks for one type: what no scaffolder that renders
// and reads can do without. The project's folder is the argument.
import { join } from 'node:path'
import nodePlop from 'node-plop'
import { Project } from 'ts-morph'

const folder = process.argv[2]
await nodePlop()
const project = new Project({
  tsConfigFilePath: join(folder, 'tsconfig.json'),
  skipAddingFilesFromTsConfig: true,
  skipFileDependencyResolution: true,
})
const file = project.addSourceFileAtPath(join(folder, 'src', 'greeting.service.ts'))
const [method] = file.getClassOrThrow('GreetingService').getMethods()
if (method.getReturnType().getText() !== 'string') throw new Error('the service was not read')

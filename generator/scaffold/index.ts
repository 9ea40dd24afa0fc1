export { type ApplyOptions, applyPlan, refuseConflicts } from './apply-plan.js'
export { type AskOptions, ask } from './ask.js'
export {
  formatReport,
  type PlanJson,
  planToJson,
  type ReportOptions,
} from './format-report.js'
export { packageName, parseName, type ServiceNames } from './names.js'
export { type NextStep, nextSteps } from './next-steps.js'
export { detectPackageManager, type PackageManager, packageManagers } from './package-manager.js'
export {
  conflictsOf,
  type FileAction,
  type Plan,
  type PlannedFile,
  type ProjectFile,
} from './plan.js'
export { type Answers, planProject } from './plan-project.js'
export { findPackages, type PackageVersions, type ProjectPackages } from './project-packages.js'
export { type Asked, type Question, questions } from './questions.js'
export { ScaffoldError, type ScaffoldErrorCode } from './scaffold-error.js'
export {
  type SetUpOptions,
  type SetUpResult,
  type SetUpWarning,
  setUpProject,
} from './set-up-project.js'
export { findTemplate, type Template, type TemplateName, templates } from './templates.js'

import { MethodNotFound, ServiceError, UnknownService } from 'mycelia'
import { closest } from 'mycelia/config'
import { describeError } from '../describe-error.js'
import type { KnownService } from '../known-services.js'
import { safeText } from '../safe-text.js'

/** What has gone wrong, in lines: what, what was probably meant, what to do. */
export function explainFailure(
  error: unknown,
  services: ReadonlyMap<string, KnownService>,
): readonly string[] {
  if (error instanceof ServiceError) return describeError(error, hintFor(error, services))
  if (error instanceof Error) return [safeText(`${error.name}: ${error.message}`)]
  return [safeText(`thrown: ${String(error)}`)]
}

function hintFor(
  error: ServiceError,
  services: ReadonlyMap<string, KnownService>,
): string | undefined {
  if (error instanceof UnknownService) {
    return didYouMean(closest(error.service, services.keys(), 3))
  }
  if (error instanceof MethodNotFound) {
    const methods = [...services.values()].flatMap((service) => [...service.methods.keys()])
    return didYouMean(closest(error.method, methods, 3))
  }
  return undefined
}

function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean ${safeText(name)}?`
}

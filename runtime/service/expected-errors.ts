import { isServiceError } from '../errors/index.js'

/** A class of errors. */
export type ErrorType = abstract new (...args: never[]) => Error

/** What every kind of entrypoint may say of the errors of its method. */
export interface ExpectedErrors {
  /**
   * Errors that belong to the method's work: they are logged as warnings, without a stack. Those
   * that extend `ServiceError` always are.
   * @default none
   */
  readonly expectedErrors?: readonly ErrorType[]
}

/** Whether what a method has thrown is part of its work. */
export function isExpected(thrown: unknown, { expectedErrors = [] }: ExpectedErrors): boolean {
  return isServiceError(thrown) || expectedErrors.some((type) => thrown instanceof type)
}

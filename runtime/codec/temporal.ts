import type { Form } from './form.js'

// Temporal's types travel as their text in ISO 8601, with extensions: `"2026-01-31"`, `"PT90S"`.

export const instantForm: Form = temporalForm('Instant')
export const zonedDateTimeForm: Form = temporalForm('ZonedDateTime')
export const plainDateForm: Form = temporalForm('PlainDate')
export const plainTimeForm: Form = temporalForm('PlainTime')
export const plainDateTimeForm: Form = temporalForm('PlainDateTime')
export const plainYearMonthForm: Form = temporalForm('PlainYearMonth')
export const plainMonthDayForm: Form = temporalForm('PlainMonthDay')
export const durationForm: Form = temporalForm('Duration')

interface TemporalKind {
  new (...parts: any[]): object
  from(text: string): object
}

/** Where the runtime has no Temporal, nothing is of its types. */
function temporalForm(name: string): Form {
  // Looked up when it is needed: a polyfill may come after this module.
  const kind = (): TemporalKind | undefined => (globalThis as any).Temporal?.[name]
  return {
    expected: `a Temporal.${name}, as text in ISO 8601`,
    is(value) {
      const Kind = kind()
      return Kind !== undefined && value instanceof Kind
    },
    accepts(json) {
      if (typeof json !== 'string') return false
      try {
        return kind()?.from(json) !== undefined
      } catch {
        return false
      }
    },
    decode: (json) => kind()!.from(json),
    encode: (value) => value.toString(),
  }
}

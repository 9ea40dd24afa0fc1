import { Temporal } from 'temporal-polyfill'
import type { TypeForms } from './type-form.js'

/** Made with a polyfill, which stands in where the runtime has no Temporal. */
export const temporalForms: TypeForms = {
  title: 'Temporal',
  note: 'Where the runtime has it, or a polyfill has set `globalThis.Temporal`; the compiler needs `esnext` in `lib`.',
  forms: [
    ['Instant', '2026-01-31T09:30:00Z'],
    ['ZonedDateTime', '2026-01-31T09:30:00+01:00[Europe/Berlin]'],
    ['PlainDate', '2026-01-31'],
    ['PlainTime', '09:30:00'],
    ['PlainDateTime', '2026-01-31T09:30:00'],
    ['PlainYearMonth', '2026-01'],
    ['PlainMonthDay', '01-31'],
    ['Duration', 'PT1H30M'],
  ].map(([name, text]) => ({
    type: `Temporal.${name}`,
    accepts: [[(Temporal as any)[name!].from(text), text]],
    refuses: ['soon', 1, null],
  })),
}

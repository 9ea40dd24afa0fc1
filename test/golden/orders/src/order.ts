export enum Currency {
  Euro = 'EUR',
  Dollar = 'USD',
}

export type Status = 'open' | 'paid' | 'shipped'

/** One line of an order. */
export interface OrderLine {
  sku: string
  /** How many, at least one. */
  quantity: number
  /** What it is made of, for kits. */
  parts?: OrderLine[]
}

export interface Order {
  readonly id: string
  lines: OrderLine[]
  wanted?: Date
  labels: Record<string, string>
}

export interface Receipt {
  id: string
  total: number
  currency: Currency
  placedAt: Date
  note: string | null
}

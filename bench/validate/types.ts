/** What is checked, as a service declares it. */
export const TYPES = `export interface Contact {
  id: number
  name: string
  email: string
  active: boolean
  score: number | null
  note?: string
}

export interface Address {
  street: string
  city: string
  country: 'AT' | 'DE' | 'CH'
  position: { latitude: number; longitude: number }
}

export interface Line {
  sku: string
  quantity: number
  price: { amount: number; currency: 'EUR' | 'CHF' }
  note?: string
}

export interface Order {
  id: string
  customer: { contact: Contact; addresses: Address[] }
  lines: Line[]
  status: 'open' | 'paid' | 'sent'
  labels: Record<string, string>
}

export type Step =
  | { type: 'created'; id: string; by: string }
  | { type: 'renamed'; id: string; from: string; to: string }
  | { type: 'priced'; id: string; amount: number; currency: string }
  | { type: 'stocked'; id: string; count: number; place: string }
  | { type: 'sold'; id: string; count: number; to: string; gift: boolean }
  | { type: 'returned'; id: string; count: number; reason: string | null }
  | { type: 'moved'; id: string; from: string; to: string; count: number }
  | { type: 'removed'; id: string; reason?: string }
`

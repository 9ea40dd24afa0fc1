import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'

/** A content type without its parameters. */
export function typeOf(contentType: string): string {
  const [type = ''] = contentType.toLowerCase().split(';')
  return type.trim()
}

/**
 * Refuses text that is not in UTF-8; a message that names no charset is taken for it.
 * @throws {MalformedRequest}
 */
export function refuseCharset({
  contentType,
  contentEncoding,
}: Pick<IncomingMessage, 'contentType' | 'contentEncoding'>): void {
  if (contentType?.includes(';')) refuse(charsetOf(contentType))
  refuse(contentEncoding)
}

function charsetOf(contentType: string): string | undefined {
  const [, ...parameters] = contentType.toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find(isCharset)
  return charset?.slice('charset='.length)
}

function isCharset(parameter: string): boolean {
  return parameter.startsWith('charset=')
}

const UTF8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', '"utf-8"'])

function refuse(charset: string | undefined): void {
  if (charset === undefined || charset === 'utf-8' || UTF8.has(charset.toLowerCase())) return
  throw new MalformedRequest(`charset "${charset}" is not utf-8`)
}

import { ConfigError } from '../errors/index.js'
import type { SerializationSettings } from './config.js'
import type { SettingsReader, Source } from './settings-reader.js'
import { expected, isMapping, mapping, oneOf, text } from './value-readers.js'

/**
 * Reads `serializer`, `ACCEPT` and `SERIALIZERS`. They name what the program that starts has: which
 * names are known, it finds out itself.
 */
export function readSerialization(reader: SettingsReader, source: Source): SerializationSettings {
  const serializer = reader.get('serializer', text, 'json')
  return {
    serializer,
    accept: reader.get('ACCEPT', names, [serializer]),
    declared: reader.get('SERIALIZERS', declarations, []),
    places: {
      serializer: source.describe(['serializer']),
      accept: source.describe(['ACCEPT']),
      declared: source.describe(['SERIALIZERS']),
    },
  }
}

function names(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value.map(text)
  throw expected('a list as [json, msgpack]', value)
}

/** Nameko's `encoder` and `decoder` are paths of Python's, and left to it. */
function declarations(value: unknown): SerializationSettings['declared'] {
  return Object.entries(mapping(value)).map(([name, declared]) => {
    if (!isMapping(declared)) throw within(name, expected('a mapping', declared))
    try {
      return {
        name,
        contentType: text(declared.content_type),
        contentEncoding: encoding(declared.content_encoding ?? 'utf-8'),
      }
    } catch (error) {
      throw within(`${name}.content_type or .content_encoding`, error as Error)
    }
  })
}

function encoding(value: unknown): 'utf-8' | 'binary' {
  return oneOf('UTF-8', 'BINARY')(value) === 'UTF-8' ? 'utf-8' : 'binary'
}

function within(name: string, { message }: Error): ConfigError {
  return new ConfigError(`${name}: ${message}`)
}

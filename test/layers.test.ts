import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { describe, it } from 'node:test'
import { type Import, readSources, type SourceFile } from './support/source-imports.js'

const sources = ['cli', 'generator', 'runtime'].flatMap(readSources)

/**
 * Which room may import from which other. `runtime` and `generator` are the files that lie directly
 * there, where rooms are put together. Nothing below runs in a circle: see the test of that.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  cli: ['generator', 'generator/read', 'generator/emit', 'generator/scaffold'],
  generator: ['generator/read', 'generator/emit'],
  'generator/emit': [],
  'generator/read': ['generator/service-files.ts'],
  'generator/scaffold': [],
  runtime: ['*'],
  'runtime/amqp': ['errors', 'log', 'transport'],
  'runtime/broker': ['frames', 'log'],
  'runtime/client': ['codec', 'config', 'errors', 'token', 'transport', 'wire'],
  'runtime/codec': [],
  'runtime/config': ['errors', 'transport'],
  'runtime/contract': [],
  'runtime/entrypoints': ['codec', 'errors', 'service', 'token', 'transport', 'wire'],
  'runtime/errors': ['codec'],
  'runtime/frames': [],
  'runtime/log': [],
  'runtime/schema': ['codec'],
  'runtime/service': ['codec', 'errors', 'log', 'token', 'transport', 'wire'],
  'runtime/testing': ['client', 'errors', 'log', 'token'],
  'runtime/token': ['errors', 'log', 'transport'],
  'runtime/transport': [],
  'runtime/wire': ['errors', 'transport'],
}

/** The only importers of a package. Of Mycelia's own entry points too: see design.md's arrows. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@opentelemetry/api': [],
  amqplib: ['runtime/amqp'],
  chokidar: ['generator', 'cli'],
  commander: ['cli'],
  esbuild: ['cli'],
  mycelia: ['cli'],
  'mycelia/config': ['cli'],
  'mycelia/contract': ['cli', 'generator', 'generator/read', 'generator/emit'],
  'node-plop': ['generator/scaffold'],
  plop: ['generator/scaffold'],
  'ts-morph': ['generator/read'],
  yaml: ['runtime/config'],
  zod: ['runtime/contract', 'runtime/schema'],
}

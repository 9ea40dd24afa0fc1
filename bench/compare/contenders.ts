// Who is compared, in the versions and with the settings that are shown. Each has what its documentation
// begins with, and what it can be made to do.

export interface Contender {
  readonly name: string
  /** A file of `peers/`, or of `nameko/`. */
  readonly kind: string
  readonly tuned: boolean
  /** What the row has been given. */
  readonly settings: string
  readonly embedded?: boolean
  readonly persistent?: boolean
  /** It takes the next request when the last one is answered. */
  readonly oneAtATime?: boolean
}

/** Exact versions: `npm install` gets them in a folder for each. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  nest: [
    '@nestjs/microservices@12.1.1',
    '@nestjs/core@12.5.1',
    '@nestjs/common@12.5.1',
    'amqp-connection-manager@5.0.0',
    'amqplib@2.3.1',
    'reflect-metadata@0.2.2',
    'rxjs@7.8.2',
  ],
  moleculer: ['moleculer@0.15.2', 'amqplib@0.10.9'],
  'rabbitmq-client': ['rabbitmq-client@5.0.8'],
}

/** Every row's ratio is to this one's. */
export const BASE = 'amqplib, tuned'

export const CONTENDERS: readonly Contender[] = [
  { name: 'Mycelia', kind: 'mycelia', tuned: true, settings: 'defaults; validation, deadlines' },
  {
    name: 'Mycelia, embedded broker',
    kind: 'mycelia',
    tuned: true,
    settings: 'the same without RabbitMQ',
    embedded: true,
  },
  {
    name: BASE,
    kind: 'amqplib',
    tuned: true,
    settings: 'noDelay, prefetch 100, transient messages, acks of requests',
  },
  {
    name: 'amqplib, tuned, persistent',
    kind: 'amqplib',
    tuned: true,
    settings: "the same with durable queues and persistent messages, as Nameko's",
    persistent: true,
  },
  {
    name: 'amqplib',
    kind: 'amqplib',
    tuned: false,
    settings: "RabbitMQ's tutorial: prefetch 1",
    oneAtATime: true,
  },
  { name: 'NestJS, tuned', kind: 'nest', tuned: true, settings: 'noDelay' },
  { name: 'NestJS', kind: 'nest', tuned: false, settings: 'defaults: no acks, transient' },
  {
    name: 'Moleculer, tuned',
    kind: 'moleculer',
    tuned: true,
    settings: 'noDelay, prefetch 100',
  },
  {
    name: 'Moleculer',
    kind: 'moleculer',
    tuned: false,
    settings: 'defaults: prefetch 1',
    oneAtATime: true,
  },
  {
    name: 'rabbitmq-client, tuned',
    kind: 'rabbitmq-client',
    tuned: true,
    settings: 'noDelay, prefetch 100, no confirms',
  },
  {
    name: 'rabbitmq-client',
    kind: 'rabbitmq-client',
    tuned: false,
    settings: 'as in its README: confirms',
  },
  { name: 'Nameko, tuned', kind: 'nameko', tuned: true, settings: '100 workers' },
  { name: 'Nameko', kind: 'nameko', tuned: false, settings: 'defaults: 10 workers' },
]

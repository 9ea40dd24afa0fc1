import { connect } from 'mycelia'
import { GreetingClient } from '../../test/golden/greeting/src/generated/greeting.client.js'
import { answerRounds } from './rounds.js'

const cluster = await connect({ uri: process.env.AMQP_URI! })
const greeting = cluster.client(GreetingClient)

answerRounds(
  () => greeting.hello('ujun'),
  () => cluster.close(),
)

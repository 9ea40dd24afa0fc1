#!/usr/bin/env node
import { main } from '../dist/cli/mycelia.js'

process.exitCode = await main(process.argv.slice(2))

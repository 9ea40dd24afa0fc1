import { specifyClientPackage } from './client-package.js'

specifyClientPackage('pnpm')

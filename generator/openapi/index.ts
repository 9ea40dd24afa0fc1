export { type OpenApiInfo, openApiDocument } from './openapi-document.js'

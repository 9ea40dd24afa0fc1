/** What a service's files are called: its name in kebab case, less `_service`. */
export function serviceStem(service: string): string {
  const kebab = service
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .replace(/^-|-$/g, '')
  const short = kebab.replace(/-service$/, '')
  return short === '' || short === 'main' ? kebab : short
}

/** The same in Pascal case, for names in code: `MyOrders`. */
export function serviceTitle(service: string): string {
  const title = serviceStem(service)
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
  return /^\d/.test(title) ? `Service${title}` : title
}

/** The same in camel case: `myOrders`. */
export function serviceVariable(service: string): string {
  const title = serviceTitle(service)
  return title.slice(0, 1).toLowerCase() + title.slice(1)
}

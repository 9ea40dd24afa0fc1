interface PathProblem {
  /** Follows `the path of @http`. */
  readonly message: string
  readonly hint: string
}

const PARAMETER = /^:[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** What may stand in a path as it is. */
const LITERAL = /^(?:[A-Za-z0-9._~!$&'()+,;=@-]|%[0-9A-Fa-f]{2})+$/

/** What is wrong with a path, if anything is. */
export function pathProblem(path: string): PathProblem | undefined {
  if (!path.startsWith('/')) {
    return { message: `is '${path}', without a slash at the start`, hint: `write '/${path}'` }
  }
  const werkzeug = path.replaceAll(/<(?:\w+(?:\([^)]*\))?:)?(\w+)>/g, ':$1')
  if (werkzeug !== path) {
    return {
      message: `is '${path}', in the form of Python's werkzeug`,
      hint: `write '${werkzeug}'`,
    }
  }
  const segments = segmentsOf(path)
  const odd = segments.find((segment) => !PARAMETER.test(segment) && !isLiteral(segment))
  if (odd !== undefined && !(odd === '' && segments.at(-1) === '')) {
    return odd === ''
      ? { message: `is '${path}', with nothing between two slashes`, hint: 'take one slash away' }
      : {
          message: `has the segment '${odd}', which is neither text nor a parameter`,
          hint: "write `:name` for a parameter, which is a segment of its own, as in '/orders/:id'",
        }
  }
  const names = parametersOf(path)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined
    ? undefined
    : { message: `names \`:${twice}\` twice`, hint: 'give each its own name' }
}

/** The names of a path's parameters, in order. */
export function parametersOf(path: string): readonly string[] {
  return segmentsOf(path).flatMap((segment) => (segment.startsWith(':') ? [segment.slice(1)] : []))
}

/** What two paths have in common that match the same requests. */
export function shapeOf(path: string): string {
  return segmentsOf(path)
    .map((segment) => (segment.startsWith(':') ? ':' : segment))
    .join('/')
}

function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/')
}

/** `.` and `..` are taken away by whoever sends the request. */
function isLiteral(segment: string): boolean {
  return LITERAL.test(segment) && segment !== '.' && segment !== '..'
}

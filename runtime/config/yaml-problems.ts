import type { ErrorCode } from 'yaml'

/**
 * What is wrong and what to do, by the parser's code. Its own messages quote the file, which may
 * hold a password.
 */
const EXPLANATIONS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias (*name) has a name; quote a * that is text',
  BAD_COLLECTION_TYPE: 'this tag does not fit what it stands before',
  BAD_DIRECTIVE: 'a line that begins with % is a directive; quote a % that is text',
  BAD_DQ_ESCAPE:
    'unknown escape in double quotes; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_SCALAR_START: 'text cannot begin with this character: quote it',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line: quote the text that holds it',
  DUPLICATE_KEY: 'this key stands twice in its mapping: remove one',
  MISSING_CHAR:
    'something is missing here: a colon and a space after a key, a comma, a closing bracket',
  MULTILINE_IMPLICIT_KEY: 'a key needs a colon and a space after it, in its own line',
  NON_STRING_KEY: 'a key must be text',
  RESOURCE_EXHAUSTION: 'collections are nested too deeply',
  TAB_AS_INDENT: 'a tab cannot indent: write spaces',
  TAG_RESOLVE_FAILED:
    'unknown tag: only !env_var and !raw_env_var, before text, can stand here; quote a ! that is text',
  UNEXPECTED_TOKEN:
    'this does not continue what stands before it: check quotes, brackets, indentation',
}

export function explainSyntax(code: ErrorCode): string {
  return EXPLANATIONS[code] ?? `this is not YAML (${code})`
}

import { ts } from 'ts-morph'
import { unwrapped } from '../literal-argument.js'
import type { Reading } from '../reading.js'
import { accessorsOf, type Callable, callTargets } from './call-target.js'
import { documentedErrors } from './documented-errors.js'
import { isStatic } from './error-statics.js'
import { errorTypes, isAnyError } from './error-type.js'
import {
  callbacksOf,
  dealtWith,
  isRejection,
  isReturnedPromise,
  leaves,
  promiseHandlers,
} from './throw-syntax.js'
import { type Caught, Throws, type ThrowsOf, thrownAgain, thrownAgainAs } from './throws.js'

/** The errors that are caught around some code, by the variable that holds them. */
type Scope = ReadonlyMap<ts.Symbol, Caught>

/**
 * Looks at functions of the project for what they throw, each once for a whole reading.
 * @param accessors The names of all accessors that there are: only those are looked up.
 */
export function createThrowsOf(reading: Reading, accessors: () => ReadonlySet<string>): ThrowsOf {
  const known = new WeakMap<Callable, Throws>()
  const throwsOf: ThrowsOf = (target) => {
    const ready = known.get(target)
    if (ready !== undefined) return ready
    const throws = new Throws()
    // A function that comes back to itself finds what has been seen of it so far.
    known.set(target, throws)
    for (const { type, node } of documentedErrors(target, reading)) throws.addError(type, node)
    new Walk(reading, throwsOf, accessors).callable(target, throws)
    return throws
  }
  return throwsOf
}

class Walk {
  readonly #reading: Reading
  readonly #throwsOf: ThrowsOf
  readonly #accessors: () => ReadonlySet<string>

  constructor(reading: Reading, throwsOf: ThrowsOf, accessors: () => ReadonlySet<string>) {
    this.#reading = reading
    this.#throwsOf = throwsOf
    this.#accessors = accessors
  }

  callable(target: Callable, into: Throws): void {
    if (ts.isClassLike(target)) this.#construction(target, into)
    else this.#functionBody(target, into, new Map())
  }

  /** The fields and the constructor, or the class that is extended where it has none of its own. */
  #construction(node: ts.ClassLikeDeclaration, into: Throws): void {
    const declared = node.members.find(
      (member): member is ts.ConstructorDeclaration =>
        ts.isConstructorDeclaration(member) && member.body !== undefined,
    )
    for (const member of node.members) {
      const isField = ts.isPropertyDeclaration(member) && !isStatic(member)
      if (isField && member.initializer) this.#visit(member.initializer, into, new Map(), into)
    }
    if (declared !== undefined) this.#functionBody(declared, into, new Map())
    else this.#super(node, into)
  }

  #super(node: ts.ClassLikeDeclaration, into: Throws): void {
    const heritage = node.heritageClauses?.find(
      ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
    )
    const base = heritage?.types[0]?.expression
    if (base !== undefined) this.#call(base, into, false)
  }

  #functionBody(node: ts.SignatureDeclaration, into: Throws, scope: Scope): void {
    for (const { initializer } of node.parameters as ts.NodeArray<ts.ParameterDeclaration>) {
      if (initializer !== undefined) this.#visit(initializer, into, scope, into)
    }
    const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined
    if (body !== undefined) this.#visit(body, into, scope, into)
  }

  /** @param outside Where a promise goes that is returned from within a `try` unawaited. */
  #visit(node: ts.Node, into: Throws, scope: Scope, outside: Throws): void {
    // Nothing in a function runs because it is written there.
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return
    if (ts.isTryStatement(node)) {
      this.#try(node, into, scope, outside)
    } else if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) {
      this.#statements(node.statements, into, scope, outside)
    } else if (ts.isIfStatement(node)) {
      this.#if(node, into, scope, outside)
    } else if (ts.isReturnStatement(node) && node.expression !== undefined && into !== outside) {
      const to = isReturnedPromise(node.expression, this.#reading) ? outside : into
      this.#visit(node.expression, to, scope, outside)
    } else {
      this.#other(node, into, scope, outside)
    }
  }

  /** What throws, or calls what may; and whatever has such parts. */
  #other(node: ts.Node, into: Throws, scope: Scope, outside: Throws): void {
    const handlers = ts.isCallExpression(node) ? promiseHandlers(node) : undefined
    if (handlers !== undefined) {
      this.#promise(handlers, into, scope, outside)
      return
    }
    if (ts.isCallExpression(node)) {
      this.#callExpression(node, into, scope)
    } else if (ts.isNewExpression(node)) {
      this.#call(node.expression, into, false)
      this.#callbacks(node.arguments ?? [], into, scope)
    } else if (ts.isThrowStatement(node)) {
      this.#throw(node.expression, into, scope)
    } else if (ts.isPropertyAccessExpression(node) && this.#accessors().has(node.name.text)) {
      this.#access(node, into)
    }
    ts.forEachChild(node, (child) => this.#visit(child, into, scope, outside))
  }

  #statements(
    statements: readonly ts.Statement[],
    into: Throws,
    scope: Scope,
    outside: Throws,
  ): void {
    let current = scope
    for (const statement of statements) {
      this.#visit(statement, into, current, outside)
      if (ts.isIfStatement(statement) && leaves(statement.thenStatement)) {
        current = this.#without(statement.expression, 'true', current)
      }
    }
  }

  #if(node: ts.IfStatement, into: Throws, scope: Scope, outside: Throws): void {
    const { expression, thenStatement, elseStatement } = node
    this.#visit(expression, into, scope, outside)
    this.#visit(thenStatement, into, this.#without(expression, 'false', scope), outside)
    if (elseStatement === undefined) return
    this.#visit(elseStatement, into, this.#without(expression, 'true', scope), outside)
  }

  /** The scope once the classes are out of question that a test asks for. */
  #without(test: ts.Expression, when: 'true' | 'false', scope: Scope): Scope {
    if (scope.size === 0) return scope
    const found = dealtWith(test, when, this.#reading)
    const caught = found && scope.get(found.variable)
    if (found === undefined || caught === undefined) return scope
    const except = [...caught.except, ...found.types]
    return new Map(scope).set(found.variable, { ...caught, except })
  }

  #try(node: ts.TryStatement, into: Throws, scope: Scope, outside: Throws): void {
    const { tryBlock, catchClause, finallyBlock } = node
    // What a `finally` block leaves by takes the place of every error.
    const dropped = finallyBlock !== undefined && leaves(finallyBlock)
    const out = dropped ? new Throws() : into
    if (catchClause === undefined) {
      this.#visit(tryBlock, out, scope, out)
    } else {
      const throws = new Throws()
      this.#visit(tryBlock, throws, scope, outside === into ? out : outside)
      const variable = catchClause.variableDeclaration?.name
      this.#visit(catchClause.block, out, this.#catching(variable, throws, scope), outside)
    }
    if (finallyBlock !== undefined) this.#visit(finallyBlock, into, scope, outside)
  }

  #catching(variable: ts.Node | undefined, throws: Throws, scope: Scope): Scope {
    const symbol = variable && this.#reading.checker.getSymbolAtLocation(variable)
    return symbol === undefined ? scope : new Map(scope).set(symbol, { throws, except: [] })
  }

  /** `promise.catch(handler)`, `promise.then(then, handler)`. */
  #promise(
    { promise, fulfilled, handler }: NonNullable<ReturnType<typeof promiseHandlers>>,
    into: Throws,
    scope: Scope,
    outside: Throws,
  ): void {
    const throws = new Throws()
    this.#visit(promise, throws, scope, throws)
    if (fulfilled !== undefined) this.#callbacks([fulfilled], into, scope)
    const written = unwrapped(handler)
    if (ts.isArrowFunction(written) || ts.isFunctionExpression(written)) {
      const within = this.#catching(written.parameters[0]?.name, throws, scope)
      this.#functionBody(written, into, within)
    } else {
      this.#visit(handler, into, scope, outside)
      this.#callbacks([handler], into, scope)
    }
  }

  #throw(expression: ts.Expression, into: Throws, scope: Scope): void {
    const { checker } = this.#reading
    const thrown = unwrapped(expression)
    const type = checker.getTypeAtLocation(thrown)
    const symbol = ts.isIdentifier(thrown) ? checker.getSymbolAtLocation(thrown) : undefined
    const caught = symbol && scope.get(symbol)
    for (const error of errorTypes(type, this.#reading)) {
      if (caught === undefined) into.addError(error, expression)
      else into.addAll(thrownAgainAs(error, expression, caught, this.#throwsOf, this.#reading))
    }
    if (caught !== undefined && isAnyError(type, this.#reading)) {
      into.addAll(thrownAgain(caught, this.#throwsOf, this.#reading))
    }
  }

  #callExpression(node: ts.CallExpression, into: Throws, scope: Scope): void {
    const [argument] = node.arguments
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      const owner = ts.findAncestor(node, ts.isClassLike)
      if (owner !== undefined) this.#super(owner, into)
    } else if (argument !== undefined && isRejection(node, this.#reading)) {
      this.#throw(argument, into, scope)
    } else {
      const callee = unwrapped(node.expression)
      const onThis =
        ts.isPropertyAccessExpression(callee) &&
        callee.expression.kind === ts.SyntaxKind.ThisKeyword
      this.#call(callee, into, onThis)
    }
    this.#callbacks(node.arguments, into, scope)
  }

  #call(callee: ts.Expression, into: Throws, onThis: boolean): void {
    for (const target of callTargets(callee, this.#reading)) into.addCall(target, onThis)
  }

  /** Functions that are given to another one run within it, or so it is taken. */
  #callbacks(given: readonly ts.Expression[], into: Throws, scope: Scope): void {
    for (const callback of callbacksOf(given)) {
      if (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) {
        this.#functionBody(callback, into, scope)
      } else {
        for (const target of callTargets(callback, this.#reading)) {
          if (!ts.isClassLike(target)) into.addCall(target, false)
        }
      }
    }
  }

  #access(node: ts.PropertyAccessExpression, into: Throws): void {
    const { parent } = node
    const isSet =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    for (const accessor of accessorsOf(node, this.#reading)) {
      const onThis = node.expression.kind === ts.SyntaxKind.ThisKeyword
      if (ts.isSetAccessor(accessor as ts.Node) === isSet) into.addCall(accessor, onThis)
    }
  }
}

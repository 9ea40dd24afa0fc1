/** The version of this package, as a constant: a bundle has no package.json to look it up in. */
export const version: string = '0.1.0'

/** Why a body was refused; the text is fit for the peer that sent it. */
export class UnreadableBody extends Error {}

/** It is no JSON at all. */
export class NotJson extends UnreadableBody {}

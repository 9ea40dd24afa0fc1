/** Why a body was refused; the text is fit for the peer that sent it. */
export class UnreadableBody extends Error {}

// The tokens of the search language as the help offers them; the core reads them.

/** A token: what is put into the field, and the id of its explanation in window.ftl. */
export interface Token {
  insert: string;
  example: string;
  textId: string;
}

export const TOKENS: readonly Token[] = [
  { insert: "status:", example: "status:processing", textId: "token-status" },
  { insert: "paid:no", example: "paid:no", textId: "token-paid" },
  { insert: "country:", example: "country:NO,SE", textId: "token-country" },
  { insert: "shop:", example: "shop:AN", textId: "token-shop" },
  { insert: "total>", example: "total>100", textId: "token-total" },
  { insert: "date:", example: "date:7d", textId: "token-date" },
  { insert: "-", example: "-status:cancelled", textId: "token-not" },
  { insert: '"', example: '"linen apron"', textId: "token-phrase" },
];

/** The text with a token put at its end. */
export function withToken(text: string, token: Token): string {
  return text === "" || text.endsWith(" ") ? text + token.insert : `${text} ${token.insert}`;
}

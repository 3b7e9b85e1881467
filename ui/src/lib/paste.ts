// Shop panels show address, key and secret apart, and merchants paste them in any order, often all at once. Their forms
// tell which is which.

/** What a pasted text holds, by field name; keys and secrets as WooCommerce writes them. */
export function sortPasted(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const url = /https?:\/\/[^\s"'<>,;]+/i.exec(text);
  const key = /\bck_[0-9a-z]{20,}/i.exec(text);
  const secret = /\bcs_[0-9a-z]{20,}/i.exec(text);
  if (url) found.url = url[0];
  if (key) found.key = key[0];
  if (secret) found.secret = secret[0];
  return found;
}

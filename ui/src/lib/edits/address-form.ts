// Addresses as a form edits them: what differs, and the edits that a changed form comes to.
//
// Name to country is one edit, since a shop merges them as one field; phone and e-mail are edits of their own, so that a
// corrected phone number never carries an address along.
import type { Address } from "../../bindings/Address";
import type { Edit } from "../../bindings/Edit";
import type { Side } from "../../bindings/Side";

/** The postal parts of an address, in the order a form asks for them. */
export const POSTAL = [
  "first_name",
  "last_name",
  "company",
  "line_1",
  "line_2",
  "postcode",
  "city",
  "region",
  "country",
] as const;

/** A postal part. */
export type PostalPart = (typeof POSTAL)[number];

/** An address with nothing in it. */
export const NO_ADDRESS: Address = {
  first_name: "",
  last_name: "",
  company: "",
  line_1: "",
  line_2: "",
  postcode: "",
  city: "",
  region: "",
  country: "",
  phone: "",
  email: "",
};

/** Parts in which any of the addresses differs from the first; blanks at the ends do not count. */
export function differing(first: Address, ...others: Address[]): Set<PostalPart> {
  const parts = POSTAL.filter((part) => others.some((other) => other[part].trim() !== first[part].trim()));
  return new Set(parts);
}

/** The lines of an address as they are compared side by side, each with the parts it is made of. */
export const LINES: readonly (readonly PostalPart[])[] = [
  ["first_name", "last_name"],
  ["company"],
  ["line_1"],
  ["line_2"],
  ["postcode", "city"],
  ["region"],
  ["country"],
];

/** The postal part of an address alone, blanks at the ends taken off. */
function postal(address: Address): Address {
  const parts = Object.fromEntries(POSTAL.map((part) => [part, address[part].trim()]));
  return { ...NO_ADDRESS, ...parts };
}

/** The edits that make one address of another: none where nothing changed. Only the billing address has an e-mail. */
export function addressEdits(side: Side, before: Address, after: Address): Edit[] {
  const edits: Edit[] = [];
  if (differing(before, after).size > 0) edits.push({ kind: "set_address", side, address: postal(after) });
  if (before.phone.trim() !== after.phone.trim()) edits.push({ kind: "set_phone", side, phone: after.phone.trim() });
  if (side === "billing" && before.email.trim() !== after.email.trim()) {
    edits.push({ kind: "set_email", email: after.email.trim() });
  }
  return edits;
}

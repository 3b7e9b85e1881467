import { expect, test } from "vitest";

import type { Address } from "../../bindings/Address";
import { addressEdits, differing, NO_ADDRESS } from "./address-form";

const zofia: Address = {
  ...NO_ADDRESS,
  first_name: "Zofia",
  last_name: "Dąbrowska",
  line_1: "ul. Długa 14/3",
  postcode: "31-147",
  city: "Kraków",
  country: "PL",
  phone: "+48 600 000 000",
  email: "zofia@example.test",
};

test("nothing changed is no edit, blanks at the ends neither", () => {
  expect(addressEdits("billing", zofia, { ...zofia, city: " Kraków ", phone: "+48 600 000 000 " })).toEqual([]);
});

test("a phone number goes alone, without the address", () => {
  expect(addressEdits("shipping", zofia, { ...zofia, phone: "+48 1" })).toEqual([{ kind: "set_phone", side: "shipping", phone: "+48 1" }]);
});

test("an address goes whole and without phone and e-mail, each other change as an edit of its own", () => {
  const edits = addressEdits("billing", zofia, { ...zofia, line_1: "ul. Krótka 2", phone: "", email: "z@example.test" });
  expect(edits.map((edit) => edit.kind)).toEqual(["set_address", "set_phone", "set_email"]);
  expect(edits[0]).toEqual({ kind: "set_address", side: "billing", address: { ...zofia, line_1: "ul. Krótka 2", phone: "", email: "" } });
  expect(edits[1]).toEqual({ kind: "set_phone", side: "billing", phone: "" });
});

test("a shipping address has no e-mail of its own", () => {
  expect(addressEdits("shipping", zofia, { ...zofia, email: "other@example.test" })).toEqual([]);
});

test("names the parts in which any of the others differs", () => {
  const mine = { ...zofia, line_1: "ul. Długa 14/5" };
  const theirs = { ...zofia, postcode: "31-149", phone: "1" };
  expect([...differing(zofia, mine, theirs)]).toEqual(["line_1", "postcode"]);
  expect([...differing(zofia, mine)]).toEqual(["line_1"]);
  expect(differing(zofia, { ...zofia, city: "Kraków " }).size).toBe(0);
});

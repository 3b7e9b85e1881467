// A small reading of the search language, enough to try the window by hand. The real one is the core's.
import type { Fault } from "../../bindings/Fault";
import type { OrderRow } from "../../bindings/OrderRow";
import { SHOPS } from "./shops";

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ø", "o");

const bad = (detail: string): Fault => ({ code: "bad_search", retry: "never", operation: "search", detail });

type Test = (row: OrderRow) => boolean;

function token(name: string, sign: string, value: string): Test | null {
  const list = fold(value).split(",");
  switch (name) {
    case "status":
      return (row) => list.some((v) => row.status === v || row.order_state === v || fold(row.status_label).startsWith(v));
    case "country":
      return (row) => list.includes(row.country.toLowerCase());
    case "shop":
      return (row) => list.some((v) => fold(SHOPS[row.shop - 1]!.name).startsWith(v) || fold(SHOPS[row.shop - 1]!.tag) === v);
    case "paid":
      if (!["yes", "no"].includes(value)) throw bad(`"paid:${value}": paid takes yes or no`);
      return (row) => (value === "yes") === (row.payment_state === "paid");
    case "total": {
      const n = Number(value);
      if (Number.isNaN(n) || value === "") throw bad(`"total${sign}${value}": total is compared with a number, as in total>100`);
      return (row) => (sign === ">" ? Number(row.total.amount) > n : sign === "<" ? Number(row.total.amount) < n : Number(row.total.amount) === n);
    }
    case "date":
      return (row) => row.placed_at.startsWith(value);
    default:
      return null;
  }
}

/** The tests of a search; all must hold. */
export function parse(text: string): Test[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((piece) => {
      const negated = piece.startsWith("-");
      const body = negated ? piece.slice(1) : piece;
      const match = /^(\w+)([:<>=])(.*)$/.exec(body);
      const word = fold(body);
      const test =
        (match ? token(match[1]!, match[2]!, match[3]!) : null) ??
        ((row) => fold(`${row.customer} ${row.number} ${row.code} ${row.city} ${row.company}`).includes(word));
      return (row) => test(row) !== negated;
    });
}

// The columns of the order list: what each is sorted by and how wide it is. Widths are of a CSS grid.
import type { Sort } from "../bindings/Sort";

/** A column of the order list. Its name is `column-<code>` in window.ftl. */
export interface Column {
  code: string;
  sort: Sort | null;
  width: string;
  end?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { code: "number", sort: "number", width: "minmax(56px, 0.3fr)" },
  { code: "code", sort: null, width: "112px" },
  { code: "customer", sort: "customer", width: "minmax(110px, 1.75fr)" },
  { code: "status", sort: "status", width: "130px" },
  { code: "place", sort: "place", width: "minmax(80px, 1fr)" },
  { code: "shipping", sort: "shipping", width: "minmax(56px, 0.95fr)" },
  { code: "pieces", sort: "pieces", width: "24px", end: true },
  { code: "total", sort: "total", width: "94px", end: true },
  { code: "placed", sort: "placed_at", width: "58px", end: true },
  { code: "modified", sort: "modified_at", width: "62px", end: true },
];

const BY_CODE = new Map(COLUMNS.map((column) => [column.code, column]));

/** The columns of a setting, unknown ones left out; the number is always there. */
export function columnsOf(codes: readonly string[]): Column[] {
  const known = codes.flatMap((code) => BY_CODE.get(code) ?? []);
  return known.some((column) => column.code === "number") ? known : [BY_CODE.get("number")!, ...known];
}

/** Papers a slip can be made for, with their names, which are the same in every language. */
export const PAPERS: readonly (readonly [string, string])[] = [
  ["a4", "A4"],
  ["a5", "A5"],
  ["letter", "US Letter"],
  ["100x150", "100 × 150 mm"],
];

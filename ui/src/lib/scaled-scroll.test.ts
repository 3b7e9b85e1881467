import { describe, expect, test } from "vitest";

import { type Measures, PHYSICAL_LIMIT, physicalHeight, physicalOf, reveal, scrolled, visible } from "./scaled-scroll";

const short: Measures = { rowHeight: 41, count: 1000, viewport: 700 };
const long: Measures = { rowHeight: 41, count: 1_000_000, viewport: 700 };
const longRange = long.count * 41 - 700;

describe("a list that fits", () => {
  test("has one length, and both positions are the same", () => {
    expect(physicalHeight(short)).toBe(41_000);
    expect(physicalOf(1234, short)).toBe(1234);
    expect(scrolled({ offset: 0, physical: 0 }, 1234, short)).toEqual({ offset: 1234, physical: 1234 });
  });

  test("never leaves its ends", () => {
    expect(scrolled({ offset: 0, physical: 0 }, -50, short).offset).toBe(0);
    expect(scrolled({ offset: 0, physical: 0 }, 99_999, short).offset).toBe(41_000 - 700);
    expect(physicalOf(99_999, { ...short, count: 3 })).toBe(0);
  });
});

describe("a list of a million rows", () => {
  test("is no longer than web views bear", () => {
    expect(physicalHeight(long)).toBe(PHYSICAL_LIMIT);
    expect(PHYSICAL_LIMIT).toBeLessThan(2 ** 24);
  });

  test("follows the wheel by the very same pixels", () => {
    const before = { offset: 20_000_000, physical: physicalOf(20_000_000, long) };
    const after = scrolled(before, before.physical + 120, long);
    expect(after.offset).toBe(20_000_120);
  });

  test("jumps in proportion when the bar is dragged", () => {
    const half = (PHYSICAL_LIMIT - 700) / 2;
    expect(scrolled({ offset: 0, physical: 0 }, half, long).offset).toBeCloseTo(longRange / 2, 3);
  });

  test("reaches its first and its last row, however it drifted", () => {
    expect(scrolled({ offset: 5000, physical: 300 }, 0, long).offset).toBe(0);
    const end = scrolled({ offset: longRange - 5000, physical: PHYSICAL_LIMIT - 800 }, PHYSICAL_LIMIT - 700, long);
    expect(end.offset).toBe(longRange);
    expect(visible(end.offset, long)[1]).toBe(1_000_000);
  });

  test("puts every offset on the bar and back to the same row", () => {
    for (const row of [0, 1, 499_999, 999_000]) {
      const physical = physicalOf(row * 41, long);
      const back = scrolled({ offset: 0, physical: physical + 10_000 }, physical, long).offset;
      expect(Math.abs(back / 41 - row)).toBeLessThan(6);
    }
  });
});

test("the rows on screen are those that a pixel of shows", () => {
  expect(visible(0, short)).toEqual([0, 18]);
  expect(visible(40, short)).toEqual([0, 19]);
  expect(visible(41, short)).toEqual([1, 19]);
  expect(visible(0, { ...short, count: 2 })).toEqual([0, 2]);
});

test("a row is revealed with the least movement", () => {
  expect(reveal(5, 0, short)).toBe(0);
  expect(reveal(0, 500, short)).toBe(0);
  expect(reveal(100, 0, short)).toBe(101 * 41 + 41 - 700);
  expect(reveal(999, 0, short)).toBe(41_000 - 700);
});

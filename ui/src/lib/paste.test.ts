import { expect, test } from "vitest";

import { sortPasted } from "./paste";
import { TOKENS, withToken } from "./tokens";

const KEY = `ck_${"a1b2".repeat(10)}`;
const SECRET = `cs_${"c3d4".repeat(10)}`;

test("address, key and secret are told apart in any order", () => {
  expect(sortPasted(`Consumer secret\n${SECRET}\nConsumer key: ${KEY}\nhttps://shop.example/winkel,`)).toEqual({
    url: "https://shop.example/winkel",
    key: KEY,
    secret: SECRET,
  });
});

test("one of them alone is one", () => {
  expect(sortPasted(KEY)).toEqual({ key: KEY });
  expect(sortPasted("hello ck_short")).toEqual({});
});

test("a token is put after what was typed, one blank between", () => {
  const total = TOKENS.find((token) => token.insert === "total>")!;
  expect(withToken("", total)).toBe("total>");
  expect(withToken("zofia", total)).toBe("zofia total>");
  expect(withToken("zofia ", total)).toBe("zofia total>");
});

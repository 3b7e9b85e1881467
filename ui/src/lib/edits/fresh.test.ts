import { expect, test } from "vitest";

import { useTransport } from "../api";
import { MockOrders } from "../mock/orders";
import { movedOn } from "./fresh";

test("a form is told of what changed under it, and of nothing else", async () => {
  const orders = new MockOrders(10);
  const begun = orders.view(10, true);
  let now = structuredClone(begun);
  useTransport({ invoke: (_, args) => (expect(args).toEqual({ id: 10, list: null }), Promise.resolve(now as never)), listen: () => Promise.resolve(() => undefined) });
  expect(await movedOn(begun, ["shipping", "billing"])).toBeNull();
  now = { ...now, order: { ...now.order, reference: "PO-1" } };
  expect(await movedOn(begun, ["shipping", "billing"])).toBeNull();
  now = { ...now, order: { ...now.order, shipping: { ...now.order.shipping, city: "Warszawa" } } };
  expect((await movedOn(begun, ["shipping", "billing"]))?.order.shipping.city).toBe("Warszawa");
});

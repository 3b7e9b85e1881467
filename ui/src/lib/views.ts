// The built-in views with their pictures and keys.
import CirclePause from "@lucide/svelte/icons/circle-pause";
import Clock from "@lucide/svelte/icons/clock";
import Inbox from "@lucide/svelte/icons/inbox";
import PackageOpen from "@lucide/svelte/icons/package-open";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import Truck from "@lucide/svelte/icons/truck";
import type { Component } from "svelte";

import type { BuiltInView } from "../bindings/BuiltInView";

/** A built-in view; `key` follows `g`. */
export interface BuiltIn {
  view: BuiltInView;
  icon: Component<{ size?: number | string; class?: string }>;
  key: string;
}

export const BUILT_IN_VIEWS: readonly BuiltIn[] = [
  { view: "to_pack", icon: PackageOpen, key: "p" },
  { view: "awaiting_payment", icon: Clock, key: "w" },
  { view: "on_hold", icon: CirclePause, key: "h" },
  { view: "problems", icon: TriangleAlert, key: "r" },
  { view: "shipped_today", icon: Truck, key: "t" },
  { view: "all", icon: Inbox, key: "a" },
];

/** The id of a view's name in trade.ftl. */
export const viewText = (view: BuiltInView): string => `view-${view.replaceAll("_", "-")}`;

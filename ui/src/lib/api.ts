// The core as the window sees it: one typed function a command, one event. In a development build outside Tauri a mock
// core answers; production bundles do not contain it.
import type { Answer } from "../bindings/Answer";
import type { BuiltInView } from "../bindings/BuiltInView";
import type { Boot } from "../bindings/Boot";
import type { Counts } from "../bindings/Counts";
import type { Diagnosis } from "../bindings/Diagnosis";
import type { Edit } from "../bindings/Edit";
import type { EmailTemplate } from "../bindings/EmailTemplate";
import type { Health } from "../bindings/Health";
import type { KeyStoreState } from "../bindings/KeyStoreState";
import type { ListOpened } from "../bindings/ListOpened";
import type { ListRequest } from "../bindings/ListRequest";
import type { Money } from "../bindings/Money";
import type { Notice } from "../bindings/Notice";
import type { OrderRow } from "../bindings/OrderRow";
import type { OrderView } from "../bindings/OrderView";
import type { OutboxEdit } from "../bindings/OutboxEdit";
import type { PrinterView } from "../bindings/PrinterView";
import type { PrintOutcome } from "../bindings/PrintOutcome";
import type { RefundDraft } from "../bindings/RefundDraft";
import type { SavedView } from "../bindings/SavedView";
import type { Settings } from "../bindings/Settings";
import type { ShopUpdateRequest } from "../bindings/ShopUpdateRequest";
import type { ShopView } from "../bindings/ShopView";
import type { SignInForm } from "../bindings/SignInForm";
import type { SignInRequest } from "../bindings/SignInRequest";
import type { UiEvent } from "../bindings/UiEvent";
import type { BatchProgress } from "../bindings/BatchProgress";
import type { EditPreview } from "../bindings/EditPreview";
import type { EditsEntered } from "../bindings/EditsEntered";
import type { EditsUndone } from "../bindings/EditsUndone";
import type { OutboxPage } from "../bindings/OutboxPage";
import type { OutboxRequest } from "../bindings/OutboxRequest";
import type { RefundRequest } from "../bindings/RefundRequest";
import { invoke } from "@tauri-apps/api/core";
import { listen as hear } from "@tauri-apps/api/event";

import { earlyBoot, earlyList } from "./early";

/** What a slip is made of. */
export interface SlipRequest {
  ids: number[];
  /** `a4`, `a5`, `letter` or `100x150`. */
  paper: string;
  prices: boolean;
}

/** How the window reaches a core. */
export interface Transport {
  invoke<T>(command: string, args?: Record<string, unknown>): Promise<T>;
  listen(handler: (event: UiEvent) => void): Promise<() => void>;
}

const inTauri = (): boolean => "__TAURI_INTERNALS__" in globalThis;

async function connect(): Promise<Transport> {
  if (!inTauri() && (import.meta.env.DEV || import.meta.env.MODE === "mock")) {
    const { mockTransport } = await import("./mock/transport");
    return mockTransport();
  }
  return { invoke, listen: (handler) => hear<UiEvent>("shopbell", (event) => handler(event.payload)) };
}

let transport: Promise<Transport> | null = null;

/** Uses another transport: for tests. */
export function useTransport(other: Transport): void {
  transport = Promise.resolve(other);
}

async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  transport ??= connect();
  return (await transport).invoke<T>(command, args);
}

/** Hears what happens in the core until the returned function is called. */
export async function listen(handler: (event: UiEvent) => void): Promise<() => void> {
  transport ??= connect();
  return (await transport).listen(handler);
}

/** Every command. All reject with a `Fault`. */
export const api = {
  boot: () => earlyBoot() ?? call<Boot>("boot"),
  listOpen: (request: ListRequest) => earlyList(request) ?? call<ListOpened>("list_open", { request }),
  listPage: (list: number, offset: number, limit: number) => call<OrderRow[]>("list_page", { list, offset, limit }),
  listIds: (list: number) => call<number[]>("list_ids", { list }),
  counts: () => call<Counts>("counts"),
  today: () => call<Money[]>("today"),
  orderOpen: (id: number, list: number | null) => call<OrderView>("order_open", { id, list }),
  orderRefresh: (id: number) => call<null>("order_refresh", { id }),
  editPreview: (ids: number[], edit: Edit, notice: Notice) => call<EditPreview>("edit_preview", { ids, edit, notice }),
  editEnter: (ids: number[], edit: Edit, notice: Notice, confirmed: boolean) =>
    call<EditsEntered>("edit_enter", { ids, edit, notice, confirmed }),
  editsUndo: (batch: string) => call<EditsUndone>("edits_undo", { batch }),
  editAnswer: (id: number, answer: Answer) => call<OutboxEdit>("edit_answer", { id, answer }),
  outboxOpen: (request: OutboxRequest) => call<OutboxPage>("outbox_open", { ...request }),
  outboxPause: (paused: boolean) => call<null>("outbox_pause", { paused }),
  batchProgress: (batch: string) => call<BatchProgress>("batch_progress", { batch }),
  refundDraft: (id: number, refund: RefundRequest) => call<RefundDraft>("refund_draft", { id, ...refund }),
  emailTemplates: (id: number) => call<EmailTemplate[]>("email_templates", { id }),
  testOrder: (shop: number) => call<OutboxEdit>("test_order", { shop }),
  searchCheck: (text: string) => call<null>("search_check", { text }),
  viewSave: (name: string, search: string, view: BuiltInView | null) =>
    call<SavedView>("view_save", { name, search, view }),
  viewUpdate: (id: number, name: string, search: string) => call<SavedView | null>("view_update", { id, name, search }),
  viewDelete: (id: number) => call<null>("view_delete", { id }),
  views: () => call<SavedView[]>("views"),
  signInForms: () => call<SignInForm[]>("sign_in_forms"),
  shopProbe: (request: SignInRequest) => call<Diagnosis>("shop_probe", { request }),
  shopAdd: (request: SignInRequest) => call<ShopView>("shop_add", { request }),
  shops: () => call<ShopView[]>("shops"),
  shopTest: (id: number) => call<Diagnosis>("shop_test", { id }),
  shopUpdate: (id: number, update: ShopUpdateRequest) => call<ShopView>("shop_update", { id, update }),
  shopRemove: (id: number) => call<number>("shop_remove", { id }),
  shopPickLogo: (id: number) => call<ShopView | null>("shop_pick_logo", { id }),
  shopClearLogo: (id: number) => call<ShopView>("shop_clear_logo", { id }),
  startDemo: () => call<ShopView>("start_demo"),
  health: () => call<Health>("health"),
  syncNow: (shop: number | null) => call<null>("sync_now", { shop }),
  settingsSet: (settings: Settings) => call<Settings>("settings_set", { settings }),
  printers: () => call<PrinterView[]>("printers"),
  slipPreview: (slip: SlipRequest) => call<ArrayBuffer>("slip_preview", { ...slip }),
  slipPrint: (slip: SlipRequest, printer: string | null, copies: number) =>
    call<PrintOutcome>("slip_print", { ...slip, printer, copies }),
  /** Whether the printer has all of a job, after a minute at most; rejects where it ended unprinted. */
  slipSettled: (job: string) => call<boolean>("slip_settled", { job }),
  slipSave: (slip: SlipRequest) => call<PrintOutcome | null>("slip_save", { ...slip }),
  slipOpen: (slip: SlipRequest) => call<PrintOutcome>("slip_open", { ...slip }),
  openLink: (url: string) => call<null>("open_link", { url }),
  keyStore: () => call<KeyStoreState>("key_store"),
  secretsFileUnlock: (passphrase: string) => call<KeyStoreState>("secrets_file_unlock", { passphrase }),
  windowReady: (ms: number) => call<null>("window_ready", { ms }),
};

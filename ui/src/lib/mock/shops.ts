// Two connected shops and the settings of the mock core.
import type { Settings } from "../../bindings/Settings";
import type { ShopView } from "../../bindings/ShopView";
import type { StatusLabel } from "../../bindings/StatusLabel";

const label = (
  code: string,
  text: string,
  order: StatusLabel["states"]["order"],
  payment: StatusLabel["states"]["payment"],
  known = true,
): StatusLabel => ({ code, label: text, states: { order, payment, fulfilment: "none" }, known });

export const STATUSES: StatusLabel[] = [
  label("pending", "Wachtend op betaling", "placed", "pending"),
  label("processing", "In behandeling", "confirmed", "paid"),
  label("on-hold", "In de wacht", "on_hold", "unpaid"),
  label("completed", "Afgerond", "complete", "paid"),
  label("cancelled", "Geannuleerd", "cancelled", "voided"),
  label("refunded", "Terugbetaald", "closed", "refunded"),
  label("failed", "Mislukt", "placed", "failed"),
  label("at-laser", "Bij de graveur", "confirmed", "paid", false),
];

function shop(id: number, tag: string, name: string, url: string, currency: string, zone: string): ShopView {
  return {
    id,
    system: "woocommerce",
    system_name: id === 1 ? "WooCommerce" : "Magento",
    tag,
    name,
    url,
    facts: {
      name,
      home_url: url,
      api_url: `${url}wp-json/`,
      version: "10.5.0",
      time_zone: zone,
      currency,
      address: {
        first_name: "",
        last_name: "",
        company: name,
        line_1: "Havenkade 12",
        line_2: "",
        postcode: "1011 AB",
        city: "Amsterdam",
        region: "",
        country: "NL",
        phone: "",
        email: "",
      },
      weight_unit: "kg",
      can_write: true,
      server_time: null,
      clock_offset_s: 0,
    },
    statuses: STATUSES,
    capabilities: {
      pull: true,
      change_feed: true,
      trash: true,
      notes_per_order: true,
      refund_feed: true,
      products: true,
      write: true,
      edits: [
        "set_status",
        "mark_paid",
        "add_note",
        "set_reference",
        "set_customer_note",
        "set_address",
        "set_phone",
        "set_email",
        "add_track",
        "remove_track",
        "set_quantity",
        "refund",
        "send_email",
        "trash",
        "restore",
        "delete",
        "place_test_order",
      ],
      mailing_statuses: ["processing", "on-hold", "completed", "refunded"],
      shipping_statuses: ["completed"],
      hold_status: "on-hold",
      cancel_status: "cancelled",
      documents: {
        invoices: "none",
        shipments: "none",
        credit_notes: "partial",
        capture: false,
        credit_online: true,
        credit_needs_paid_invoice: false,
        invoice_is_final: false,
      },
      status_notice: "shop_decides",
      page_limit: 100,
      late_effect_s: 120,
    },
    has_logo: id === 1,
    slip_contact: id === 1 ? "hello@atelier-noord.example · +31 20 000 0000" : "",
    demo: false,
  };
}

export const SHOPS: ShopView[] = [
  shop(1, "AN", "Atelier Noord", "https://atelier-noord.example/", "EUR", "Europe/Amsterdam"),
  shop(2, "FJ", "Fjellbutikken", "https://fjellbutikken.example/", "NOK", "+01:00"),
];

export const SETTINGS: Settings = {
  language: null,
  theme: "system",
  notifications: { enabled: true, sound: true, policy: "when_workable" },
  printing: { printer: null, paper: "a4", copies: 1, prices: false, language: null },
  window: {
    close_to_tray: true,
    autostart: false,
    columns: ["number", "customer", "status", "shipping", "pieces", "total", "placed"],
  },
  hide_personal_data: false,
};

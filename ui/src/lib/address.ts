// Addresses as they are written on a parcel.
import type { Address } from "../bindings/Address";
import { country } from "./format";

/** The name on an address: the person, else the company. */
export function personOf(address: Address): string {
  return [address.first_name, address.last_name].filter(Boolean).join(" ");
}

/** The lines of an address, empty ones left out. */
export function addressLines(address: Address): string[] {
  const town = [address.postcode, address.city].filter(Boolean).join(" ");
  const lines = [
    personOf(address),
    address.company,
    address.line_1,
    address.line_2,
    [town, address.region].filter(Boolean).join(", "),
    address.country ? country(address.country) : "",
  ];
  return lines.filter((line) => line !== "");
}

/** Whether two addresses name the same place and person; phone and e-mail are no part of it. */
export function samePlace(a: Address, b: Address): boolean {
  const keys = ["first_name", "last_name", "company", "line_1", "line_2", "postcode", "city", "region", "country"] as const;
  return keys.every((key) => a[key].trim() === b[key].trim());
}

/** Where the order goes: the shipping address, else the billing address. */
export function shipTo(billing: Address, shipping: Address): Address {
  return addressLines(shipping).length > 0 ? shipping : billing;
}

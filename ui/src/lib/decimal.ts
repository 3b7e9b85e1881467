// Exact sums of decimal texts ("128.40"): amounts never pass through a float.

interface Scaled {
  units: bigint;
  scale: number;
}

function read(text: string): Scaled {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return { units: 0n, scale: 0 };
  const fraction = match[3] ?? "";
  const units = BigInt(`${match[2]}${fraction}`);
  return { units: match[1] ? -units : units, scale: fraction.length };
}

function write({ units, scale }: Scaled): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const at = (value: Scaled, scale: number): bigint => value.units * 10n ** BigInt(scale - value.scale);

/** The exact sum; a text that is no decimal counts as nothing. */
export function sum(...texts: string[]): string {
  const values = texts.map(read);
  const scale = Math.max(0, ...values.map((value) => value.scale));
  return write({ units: values.reduce((total, value) => total + at(value, scale), 0n), scale });
}

/** The number with the other sign. */
export function negate(text: string): string {
  const value = read(text);
  return write({ units: -value.units, scale: value.scale });
}

/** Less than zero: -1, zero: 0, more: 1. */
export function sign(text: string): -1 | 0 | 1 {
  const { units } = read(text);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** Compares two decimals: less than zero where `a` is the smaller. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  return sign(sum(a, negate(b)));
}

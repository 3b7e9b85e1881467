// Reports that their user has put away: that a settled value was replaced at the shop is told until it was seen. Kept on
// this computer only; who misses a report finds it in the order's history.
const KEY = "shopbell-reports-seen";
const KEPT = 200;

function read(): number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "number") : [];
  } catch {
    return [];
  }
}

class Dismissed {
  #ids = $state.raw<number[] | null>(null);

  has(id: number): boolean {
    return (this.#ids ?? read()).includes(id);
  }

  add(id: number): void {
    this.#ids = [...read(), id].slice(-KEPT);
    localStorage.setItem(KEY, JSON.stringify(this.#ids));
  }
}

export const dismissed = new Dismissed();

// The time as the window shows it. Two beats, so that lists do not re-render every second: `now.second` for "checked
// 12 s ago", `now.minute` (every 15 s) for "4 min". Both rest while the window is hidden.

class Clock {
  second = $state(Date.now());
  minute = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Beats until the returned function is called. */
  start(): () => void {
    const tick = (): void => {
      if (document.hidden) return;
      this.second = Date.now();
      if (this.second - this.minute >= 15_000) this.minute = this.second;
    };
    this.#timer ??= setInterval(tick, 1000);
    const seen = (): void => {
      this.second = this.minute = Date.now();
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      if (this.#timer !== null) clearInterval(this.#timer);
      this.#timer = null;
      document.removeEventListener("visibilitychange", seen);
    };
  }
}

export const now = new Clock();

/** Keeps a dialog open when a message beside it is used: what is half written in it stays. */
export function keepForToasts(event: Event): void {
  if (event.target instanceof Element && event.target.closest("[data-toasts]")) event.preventDefault();
}

// Notes begun and not sent yet, by order: they outlive the pane they are written in.
import { SvelteMap } from "svelte/reactivity";

export const drafts = new SvelteMap<number, string>();

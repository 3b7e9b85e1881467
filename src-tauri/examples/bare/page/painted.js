// The first frame after this script is the one that paints the page; the second begins when it is on screen.
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke("painted")));

// Asks for what the first picture shows before the page's own code is even read: the core answers meanwhile. The page
// takes each answer once (ui/src/lib/early.ts) and asks itself where it wants something else.
window.__SHOPBELL_EARLY__ = (() => {
  const ask = (command, args) => {
    const answer = window.__TAURI_INTERNALS__.invoke(command, args);
    // Whoever takes the answer hears of its failure; nobody else needs to.
    answer.catch(() => undefined);
    return answer;
  };
  const request = { view: "all", search: "", shop: null, sort: "placed_at", direction: "descending" };
  return { boot: ask("boot"), list: { request, answer: ask("list_open", { request }) } };
})();

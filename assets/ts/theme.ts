// The button for colours: as the system says, light, dark, and round again.

import { recall, remember } from "./store";
import { say } from "./say";

const order = ["system", "light", "dark"] as const;
type Theme = (typeof order)[number];

function current(): Theme {
  const stored = recall("theme") ?? document.documentElement.dataset["theme"];
  return stored === "light" || stored === "dark" ? stored : "system";
}

function apply(theme: Theme): void {
  const html = document.documentElement;
  if (theme === "system") delete html.dataset["theme"];
  else html.dataset["theme"] = theme;
  // The browser's own bars follow the page's background.
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    meta.dataset["media"] ??= meta.media;
    meta.media = theme === "system" ? meta.dataset["media"] : meta.dataset["media"].includes(theme) ? "all" : "not all";
  }
}

export function themeButton(): void {
  const button = document.querySelector<HTMLElement>("[data-toggle=theme]");
  let theme = current();
  apply(theme);
  button?.addEventListener("click", async () => {
    const chosen = order[(order.indexOf(theme) + 1) % order.length] ?? "system";
    apply((theme = chosen));
    remember("theme", chosen === "system" ? "" : chosen);
    const { text } = await import("./texts");
    const label = await text(`js.theme.${chosen}`);
    if (!label || chosen !== theme) return; // clicked on meanwhile
    button.title = label;
    button.setAttribute("aria-label", label);
    say(label);
  });
  // Another tab of the site changed it.
  window.addEventListener("storage", (event) => {
    if (event.key === "duizhao-theme") apply((theme = current()));
  });
}

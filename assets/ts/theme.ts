// The browser's own bars follow the page's background. The choice is made in
// comfort/reading.ts; boot.ts sets what was chosen elsewhere.

export function followTheme(): void {
  const { dataset } = document.documentElement;
  const apply = (): void => {
    for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
      const own = (meta.dataset["media"] ??= meta.media);
      meta.media = !dataset["theme"] ? own : own.includes(dataset["theme"]) ? "all" : "not all";
    }
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

// What an answer is, and which files a page names.

import { root } from "./scope";

/** Reports whether an answer is whole and from where it was asked. */
export function sound(answer: Response): boolean {
  return answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

/** Reports whether an answer is a page. */
export function html(answer: Response): boolean {
  return !!answer.headers.get("content-type")?.startsWith("text/html");
}

/** The files of the site that a page's HTML names and should be shown with. */
export function named(html: string): string[] {
  const out = [];
  for (const [tag] of html.matchAll(/<(?:link|script|img)\b[^>]*>/g)) {
    const wanted = tag.startsWith("<link") ? /\brel="(?:stylesheet|preload)"/.test(tag) : !tag.includes("srcset=");
    const at = wanted && /\b(?:href|src)="([^"]*)"/.exec(tag)?.[1];
    if (!at) continue;
    const url = new URL(at.replaceAll("&amp;", "&"), root).href;
    if (url.startsWith(root)) out.push(url);
  }
  return out;
}

/** Reports whether a file is the theme's, that a page cannot be shown without. */
export function needed(url: string): boolean {
  return url.startsWith(root + "assets/") && /-[A-Z0-9]{8}\.(css|js|woff2)$/.test(url);
}

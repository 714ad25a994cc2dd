// Tells readers with a screen reader what just happened, through the page's one
// live region.

let last: number | undefined;

export function say(message: string): void {
  const region = document.querySelector<HTMLElement>("[role=status]");
  if (!region) return;
  region.textContent = "";
  clearTimeout(last);
  // The same words twice are announced only if the region was empty between.
  last = setTimeout(() => (region.textContent = message), 50);
}

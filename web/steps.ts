// The address of the page says at most which step a reload begins with; the history gets no entry.

/** Note whether a reload begins with coming back. */
export function keepStep(name: string): void {
  const here = new URL(location.href);
  if (name === "write" || name === "link") here.searchParams.delete("back");
  else here.searchParams.set("back", "");
  history.replaceState(null, "", here.href.replace("back=", "back"));
}

/* Tabs by the ARIA pattern: one stop for the Tab key, arrows between them; the address says which is open, so that a link or a reload
   opens it again. */
import { find } from "./dom.js";

/* names: of panels "panel-NAME" and tabs "tab-NAME"; opened(name) is called at each change. */
export function tabs(names, opened) {
  let now = null;
  const open = (name) => {
    if (name === now) return;
    now = name;
    for (const each of names) {
      find(`tab-${each}`).setAttribute("aria-selected", String(each === name));
      find(`tab-${each}`).tabIndex = each === name ? 0 : -1;
      find(`panel-${each}`).hidden = each !== name;
    }
    document.title = `${find(`tab-${name}`).textContent} – stance`;
    opened(name);
  };
  const fromAddress = () => open(names.find((name) => location.hash === `#${name}`) ?? now ?? names[0]);
  const choose = (name) => {
    history.replaceState(null, "", `#${name}`);
    open(name);
  };
  for (const [i, name] of names.entries()) {
    const tab = find(`tab-${name}`);
    tab.addEventListener("click", () => choose(name));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1 + names.length, Home: 0, End: names.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(names[to % names.length]);
      find(`tab-${names[to % names.length]}`).focus();
    });
  }
  addEventListener("hashchange", fromAddress);
  fromAddress();
}

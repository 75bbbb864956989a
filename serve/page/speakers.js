/* Who said how much of what: a row a speaker, its bar by stance; choosing one shows only that speaker's statements. */
import { bdi, el, number, replace, table } from "./dom.js";

const FEW = 12, MOST = 300;

/* The name that filters go by; "" where nobody is named. */
export const speakerOf = (speaker) => speaker.name ?? "";

export class Speakers {
  constructor(root, choose) {
    Object.assign(this, { root, choose, most: FEW });
  }

  show(inference, stances) {
    Object.assign(this, { inference, stances, most: FEW });
    this.draw();
  }

  draw() {
    const { speakers } = this.inference, { stances } = this;
    const sorted = [...speakers].sort((a, b) => b.statements - a.statements);
    const largest = Math.max(1, ...speakers.map((speaker) => speaker.statements));
    const answers = stances.answers.filter((answer) => speakers.some((speaker) => speaker.answers[answer]));
    if (!speakers.length) return replace(this.root);
    const rows = sorted.slice(0, this.most).map((speaker) => {
      const name = speakerOf(speaker);
      const button = el("button", { type: "button", class: "link", "aria-pressed": "false", "data-speaker": name, onclick: () => this.choose(name) },
        speaker.name === null ? "no speaker named" : bdi(speaker.name));
      return [button, { class: "draw", content: stances.bar(speaker.answers, largest) },
        ...answers.map((answer) => ({ class: speaker.answers[answer] ? "n" : "n soft", content: speaker.answers[answer] ?? 0 })), number(speaker.statements)];
    });
    const head = ["Speaker", { class: "draw", content: el("span", { class: "hidden" }, "Bar") },
      ...answers.map((answer) => number(stances.word(answer))), number("all")];
    const more = Math.min(sorted.length, MOST) - this.most;
    replace(this.root, table("Statements by speaker", head, rows, "counts"),
      more > 0 && el("button", { type: "button", class: "quiet", onclick: () => this.all() }, `Show ${more} more`),
      sorted.length > MOST && this.most >= MOST && el("p", { class: "note" }, `${sorted.length - MOST} speakers with the fewest statements are not listed.`));
    return undefined;
  }

  all() {
    this.most = MOST;
    this.draw();
    this.mark(this.chosen);
  }

  mark(name) {
    this.chosen = name;
    for (const button of this.root.querySelectorAll("[data-speaker]")) button.setAttribute("aria-pressed", String(button.dataset.speaker === name));
  }
}

/* An article with its statements marked, paragraph by paragraph; what there is to say of a statement stands in a note beside it and
   unfolds when the statement is chosen. A long article is shown in portions, so that the page stays quick whatever was pasted. */
import { bdi, el, replace } from "./dom.js";
import { figure, paragraphEnd, placesOf } from "./text.js";
import { reasonMarks, why } from "./why.js";

const PORTION = 60000;       /* characters shown at a time */
const LONGEST = 12000;       /* of one paragraph */
const MOST_STATEMENTS = 250; /* marked at a time */

/* The statements' parts in the order of their places. */
function piecesOf(article, statements) {
  const unit = placesOf(article.text);
  const pieces = [];
  statements.forEach((statement, index) => {
    statement.spans.forEach(([from, to], i) => {
      let start = unit(from), end = unit(to); /* spaces at the edges could lie between paragraphs */
      while (start < end && /\s/.test(article.text[start])) start++;
      while (end > start && /\s/.test(article.text[end - 1])) end--;
      pieces.push({ start, end, index, first: i === 0, last: i + 1 === statement.spans.length });
    });
  });
  return { unit, pieces: pieces.sort((a, b) => a.start - b.start || a.index - b.index) };
}

export class ArticleView {
  /* inference: the API's answer; say: tells screen readers. */
  constructor(root, inference, stances, say) {
    Object.assign(this, { root, stances, say, article: inference.article, statements: inference.statements });
    Object.assign(this, piecesOf(inference.article, inference.statements), { at: 0, next: 0, open: null, last: -1, matches: () => true });
    this.text = el("div", { class: "text" });
    this.rest = el("div", { class: "rest" });
    this.text.addEventListener("focusin", (event) => {
      const at = event.target.closest("[data-statement]");
      if (at) this.last = Number(at.dataset.statement);
    });
    replace(root, this.text, this.rest);
    this.more();
  }

  /* Shows the next portion. */
  more() {
    const { text } = this.article;
    const until = this.at + PORTION, marked = this.next + MOST_STATEMENTS;
    while (this.at < text.length && this.at < until && this.next < marked) {
      while (this.at < text.length && /\s/.test(text[this.at])) this.at++;
      if (this.at === text.length) break;
      const end = paragraphEnd(text, this.at, LONGEST);
      const repeats = !this.text.children.length && text.slice(this.at, end) === this.article.title;
      if (!repeats || (this.pieces.length && this.pieces[0].start < end)) this.text.append(this.paragraph(this.at, end));
      this.at = end;
    }
    this.sayRest();
    this.filter(this.matches);
  }

  sayRest() {
    const { length } = this.article.text;
    if (this.at >= length) return replace(this.rest);
    const button = el("button", { type: "button", onclick: () => this.more() }, "Show more");
    const shown = `${this.at.toLocaleString("en-GB")} of ${length.toLocaleString("en-GB")} characters are shown.`;
    return replace(this.rest, el("p", {}, shown, " All statements are counted above and are in what you download. ", button));
  }

  paragraph(start, end) {
    const p = el("p"), notes = el("ul", { class: "notes" });
    let at = start;
    for (; this.next < this.pieces.length && this.pieces[this.next].start < end; this.next++) {
      const piece = this.pieces[this.next];
      const first = Math.max(piece.start, at), last = Math.min(piece.end, end);
      if (last > first) {
        p.append(el("span", {}, this.article.text.slice(at, first)), this.mark(piece, first, last));
        at = last;
      }
      if (piece.first && piece.start >= start) notes.append(this.note(piece.index));
      if (piece.end > end) break; /* the next paragraph goes on with it */
    }
    p.append(el("span", {}, this.article.text.slice(at, end)));
    return el("div", { class: "para" }, p, notes.children.length ? notes : null);
  }

  mark(piece, start, end) {
    const statement = this.statements[piece.index];
    const properties = { class: `st ${this.stances.classOf(this.stances.answerOf(statement))}`, "data-statement": piece.index };
    const begins = piece.first && start === piece.start;
    Object.assign(properties, { role: "button", "aria-expanded": "false", "aria-controls": `note-${piece.index}`, "data-stop": begins });
    const mark = el("mark", properties, reasonMarks(this.article.text, start, end, statement.reasons ?? [], this.unit));
    if (piece.last && end === piece.end) mark.append(el("span", { class: "ref", "aria-hidden": "true" }, piece.index + 1));
    mark.addEventListener("click", () => this.choose(piece.index));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.choose(piece.index);
    });
    return mark;
  }

  note(index) {
    const statement = this.statements[index], answer = this.stances.answerOf(statement);
    const speaker = statement.speaker ? bdi(statement.speaker.name) : "no speaker named";
    const number = el("button", { type: "button", class: "no", "aria-expanded": "false", "aria-controls": `note-${index}`, "data-statement": index,
      "aria-label": `Why statement ${index + 1}`, onclick: () => this.choose(index) }, index + 1);
    return el("li", { class: this.stances.classOf(answer), "data-statement": index }, number, " ", el("b", { class: "who" }, speaker),
      statement.target && [" ", el("span", { class: "to" }, el("span", { "aria-hidden": "true" }, "→"), el("span", { class: "hidden" }, "to"), " ",
        bdi(statement.target))],
      statement.cue && [" ", el("span", { class: "cue" }, bdi(statement.cue))], el("br"), this.stances.word(answer), " ",
      el("span", { class: "p" }, figure(answer === "neither" ? statement.neither : statement.probability, 2)),
      answer === "unclear" && el("span", { class: "lean" }, ` leans ${statement.label}`),
      el("div", { id: `note-${index}`, class: "why", hidden: true }));
  }

  of(index) {
    return this.text.querySelectorAll(`[data-statement="${index}"]`);
  }

  /* Unfolds why a statement got its label, or folds it up again. */
  choose(index) {
    const before = this.open;
    this.close();
    if (before === index) return;
    const detail = document.getElementById(`note-${index}`);
    replace(detail, why(this.statements[index], this.stances));
    detail.hidden = false;
    this.open = index;
    for (const element of this.of(index)) {
      element.classList.add("open");
      if (element.hasAttribute("aria-expanded")) element.setAttribute("aria-expanded", "true");
    }
    detail.scrollIntoView({ block: "nearest" });
    this.say(detail.innerText);
  }

  close() {
    if (this.open === null) return false;
    for (const element of this.of(this.open)) {
      element.classList.remove("open");
      if (element.hasAttribute("aria-expanded")) element.setAttribute("aria-expanded", "false");
    }
    document.getElementById(`note-${this.open}`).hidden = true;
    this.open = null;
    return true;
  }

  /* Marks only the statements for which `matches` is true. */
  filter(matches) {
    this.matches = matches;
    if (this.open !== null && !matches(this.statements[this.open])) this.close();
    for (const element of this.text.querySelectorAll("[data-statement]")) {
      const on = matches(this.statements[element.dataset.statement]);
      element.classList.toggle("off", !on);
      if (element.tagName === "MARK") element.tabIndex = on && "stop" in element.dataset ? 0 : -1;
    }
  }

  /* Moves the focus to the next statement that matches (step 1) or the one before (step -1); shows what must be shown for that. */
  go(step) {
    for (let i = this.last + step; i >= 0 && i < this.statements.length; i += step) {
      if (!this.matches(this.statements[i])) continue;
      while (!this.of(i).length && this.at < this.article.text.length) this.more();
      const mark = this.text.querySelector(`mark[data-statement="${i}"]`);
      if (!mark) continue;
      mark.focus();
      return true;
    }
    return false;
  }
}

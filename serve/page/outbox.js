/* Labels on their way to the server. One is saved when the server has answered that it is on its disk, and not before; until then it is
   kept here, also over a reload of the page, and sent again in order. Sending one twice does no harm: the server knows it. */
import { ApiError, connection, post } from "./api.js";

const STORE = "stance.unsaved", PAUSE = 3000;

export class Outbox extends EventTarget {
  constructor() {
    super();
    this.entries = JSON.parse(sessionStorage.getItem(STORE) ?? "[]"); /* {event: "label" or "skip", annotator, item, label} */
    this.sending = false;
    connection.addEventListener("lost", () => this.tell("kept", { lost: true }));
    addEventListener("beforeunload", (event) => this.entries.length && event.preventDefault());
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  store() {
    sessionStorage.setItem(STORE, JSON.stringify(this.entries));
  }

  add(entry) {
    this.entries.push(entry);
    this.store();
    this.send();
  }

  /* The last entry, if it was not sent yet: it is taken back. */
  takeBack() {
    if (this.entries.length < (this.sending ? 2 : 1)) return null;
    const entry = this.entries.pop();
    this.store();
    return entry;
  }

  /* Sends what there is, one after the other. "saved" and "refused" say how each went, "kept" that it must wait. */
  async send() {
    if (this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    try {
      while (this.entries.length) {
        const entry = this.entries[0], { annotator, item, label } = entry;
        const saved = await (entry.event === "label" ? post("label", { annotator, id: item.id, label }, { seconds: 10 })
          : post("label/skip", { annotator, id: item.id }, { seconds: 10 }));
        this.done();
        this.tell("saved", { entry, saved });
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failed(error);
    } finally {
      this.sending = false;
    }
  }

  done() {
    this.entries.shift();
    this.store();
  }

  failed(error) {
    const entry = this.entries[0];
    if (!error.lost && error.status < 500 && error.status !== 404) { /* it will never be taken */
      this.done();
      this.tell("refused", { entry, error });
      setTimeout(() => this.send(), 0);
      return;
    }
    this.tell("kept", { error, lost: error.lost, unknown: error.status === 404 });
    if (error.status >= 500) this.timer = setTimeout(() => this.send(), PAUSE);
  }
}

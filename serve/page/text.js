/* The text of strangers: what could deceive the eye is made visible, and the server's places in a text, which are code points, become
   JavaScript's, which are UTF-16 units. */

const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const hex = (c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");

/* The text as it may be shown: controls of the writing direction become [U+202E], as in the HTML reports, other controls U+FFFD. */
export function visible(text) {
  return text.replace(/\r\n?/g, "\n").replace(direction, (c) => `[U+${hex(c)}]`).replace(control, "\ufffd");
}

/* A function from a place in code points to the place in units of the text. */
export function placesOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (place) => Math.min(place, text.length);
  const astral = []; /* the code points that take two units */
  for (let unit = 0, point = 0; unit < text.length; unit++, point++) {
    if (text.codePointAt(unit) <= 0xffff) continue;
    astral.push(point);
    unit++;
  }
  return (place) => {
    let low = 0, high = astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (astral[middle] < place) low = middle + 1;
      else high = middle;
    }
    return Math.min(place + low, text.length);
  };
}

/* The end of the paragraph that starts at `start`: an empty line or the end of the text; one that is longer than `most` is cut at a space,
   so that a text without any line's end is still shown piece by piece. */
export function paragraphEnd(text, start, most) {
  const empty = /\n[^\S\n]*(?=\n)|\n\s*$/g;
  const part = text.slice(start, start + most);
  empty.lastIndex = 1;
  const found = empty.exec(part);
  if (found) return start + found.index;
  if (start + part.length === text.length) return text.length;
  const space = part.search(/\s\S*$/);
  return space > 0 ? start + space : start + part.length;
}

export const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/* 1536 as "1.5 KiB". */
export function size(bytes) {
  if (bytes < 1024) return count(bytes, "byte");
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

/* Figures as the reports print them; "—" where there is none. */
export const figure = (value, digits = 3) => (value === null || value === undefined ? "—" : value.toFixed(digits).replace("-", "−"));
export const interval = (pair, digits = 3) => (pair ? pair.map((end) => figure(end, digits)).join(pair[0] < 0 ? " to " : "–") : "—");
export const signed = (value, digits = 2) => (value === null || value === undefined ? "—" : (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits));

/* What the server says, ended as a sentence; and as a sentence of its own. */
export const ended = (message) => message + (/[.!?]$/.test(message) ? "" : ".");
export const sentence = (message) => message.charAt(0).toUpperCase() + ended(message.slice(1));

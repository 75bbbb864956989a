/* The server's API. Everything that is asked of it goes through ask(); when it does not answer, the page says so and asks for its health
   until it does. */

/* What the server takes in one body (serve/routes.c): more is not sent at all, so that the page can say why. */
export const MOST_ARTICLE = 4 << 20, MOST_UPLOAD = 32 << 20;

/* Announces "lost", and "back" with `restarted` in its detail. */
export const connection = new EventTarget();

/* An answer that is an error. `lost`: there was no answer at all. */
export class ApiError extends Error {
  constructor(message, { status = 0, code = "", lost = false } = {}) {
    super(message);
    Object.assign(this, { status, code, lost });
  }
}

let lost = false, began = null;

async function fetched(path, options, seconds) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 1000 * seconds);
  options.signal?.addEventListener("abort", () => stop.abort());
  try {
    const response = await fetch(path, { ...options, signal: stop.signal, cache: "no-store", credentials: "omit", redirect: "error" });
    return { response, bytes: await response.blob() };
  } finally {
    clearTimeout(timer);
  }
}

async function errorOf(response, bytes) {
  try {
    const { error } = JSON.parse(await bytes.text());
    const place = error.file ? `${error.file}${error.line ? `:${error.line}` : ""}: ` : "";
    return new ApiError(place + error.message, { status: response.status, code: error.code });
  } catch {
    return new ApiError(`the server answered ${response.status}`, { status: response.status });
  }
}

/* method "GET" or "POST"; query: an object, values may be arrays; body: an object (sent as JSON) or bytes of the given type. Returns the
   answer's JSON, or its bytes with `raw`. */
export async function ask(method, path, { query = {}, body, type, signal, seconds = 60, raw = false } = {}) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) if (one !== "" && one !== null && one !== undefined) words.append(name, one);
  const options = { method, signal };
  if (body !== undefined) {
    options.body = type ? body : JSON.stringify(body);
    options.headers = { "Content-Type": type ?? "application/json" };
  }
  let answer;
  try {
    answer = await fetched(`/api/v1/${path}${words.size ? `?${words}` : ""}`, options, seconds);
  } catch (error) {
    if (signal?.aborted) throw error;
    lose();
    throw new ApiError("the server does not answer", { lost: true });
  }
  if (!answer.response.ok) throw await errorOf(answer.response, answer.bytes);
  return raw ? answer.bytes : JSON.parse(await answer.bytes.text());
}

export const get = (path, options) => ask("GET", path, options);
export const post = (path, body, options) => ask("POST", path, { body, ...options });

/* The server's health; remembers when it was started, to tell a restart from a pause. */
export async function health() {
  const { response, bytes } = await fetched("/api/v1/health", { method: "GET" }, 5);
  const answer = JSON.parse(await bytes.text());
  if (!response.ok && response.status !== 503) throw new ApiError("the server is not well");
  const start = Date.now() / 1000 - answer.uptime_seconds;
  const restarted = began !== null && Math.abs(start - began) > 1;
  if (began === null || restarted) began = start;
  return { ...answer, restarted };
}

function lose() {
  if (lost) return;
  lost = true;
  connection.dispatchEvent(new Event("lost"));
  const look = async () => {
    try {
      const answer = await health();
      lost = false;
      connection.dispatchEvent(new CustomEvent("back", { detail: answer }));
    } catch {
      setTimeout(look, 700);
    }
  };
  setTimeout(look, 300);
}

/* The formats that the server offers for the answer of a path, from its own description. */
export async function formatsOf(path) {
  const { paths } = await get("openapi.json");
  const formats = paths[`/api/v1/${path}`].post.parameters.find((parameter) => parameter.name === "format");
  return formats.schema.enum;
}

// Requests to the desk: JSON in, JSON out, and one kind of error.

export class DeskError extends Error {
  // status 0: nobody answered. `sentence` is the desk's own, where it gave one.
  constructor(status, sentence) {
    super(sentence || `status ${status}`);
    this.status = status;
    this.sentence = sentence;
  }
}

export async function send(method, path, body) {
  const answer = await fetchOrFail(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
    keepalive: true,
  });
  const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") || "");
  const content = isJson ? await answer.json() : null;
  if (!answer.ok) {
    throw new DeskError(answer.status, content && [content.title, content.detail].join(" ").trim());
  }
  return content;
}

async function fetchOrFail(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    throw new DeskError(0, null);
  }
}

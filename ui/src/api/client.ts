/** What the server answers when it refuses; `code` finds the words in the catalogue. */
export class ApiError extends Error {
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: string, detail: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.detail = detail;
  }
}

interface Refusal {
  readonly error?: { readonly code?: string; readonly detail?: Readonly<Record<string, string | number>> };
}

/** Lives in this tab's memory only: a reload asks for a new one with the cookie. */
let token: string | undefined;

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as T & Refusal;
  if (!response.ok) throw new ApiError(body.error?.code ?? 'SERVER_FAILED', body.error?.detail);
  return body;
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new ApiError('SERVER_GONE');
  }
  return answerOf<T>(response);
}

/** GET. Throws ApiError. */
export function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, signal === undefined ? undefined : { signal });
}

/** POST with the session's token. Throws ApiError. */
export function send<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { 'x-bye24-token': token }) },
    body: JSON.stringify(body),
  });
}

/**
 * Comes in: exchanges the code of the address for a session and forgets it at once, or takes up the session that the
 * cookie holds. False when there is neither.
 */
export function enter(): Promise<boolean> {
  // A code works once: whoever asks while it is being exchanged waits for the same answer.
  entering ??= comeIn().finally(() => {
    entering = undefined;
  });
  return entering;
}

let entering: Promise<boolean> | undefined;

async function comeIn(): Promise<boolean> {
  const code = /^#code=([\w-]+)$/u.exec(location.hash)?.[1];
  if (code !== undefined) history.replaceState(null, '', location.pathname + location.search);
  try {
    const session =
      code === undefined
        ? await read<{ token: string }>('/api/session')
        : await send<{ token: string }>('/api/session', { code });
    token = session.token;
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code !== 'SERVER_GONE') return code !== undefined && (await comeIn());
    throw error;
  }
}

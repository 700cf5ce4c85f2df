import type { ListReport, Page, Portal } from '../../bitrix24/port.ts';

const callsPerRequest = 50;

export interface Counted {
  readonly portal: Portal;
  /** All requests so far. */
  readonly requests: () => number;
  /** Those among them that were downloads. */
  readonly downloads: () => number;
}

/** A portal that counts the requests asked of it; retries are the wire's own affair and not among them. */
export function countRequests(portal: Portal): Counted {
  let requests = 0;
  let downloads = 0;
  const counted: Portal = {
    get address() {
      return portal.address;
    },
    call(call, signal) {
      requests += 1;
      return portal.call(call, signal);
    },
    batch(calls, options) {
      requests += Math.ceil(calls.length / callsPerRequest);
      return portal.batch(calls, options);
    },
    async *list(request, options) {
      // Counted as one until the first answer: a refused list was asked for as well.
      requests += 1;
      return yield* counting(portal.list(request, options), 1, (more) => (requests += more));
    },
    async *listEach(lists, options) {
      return yield* counting(portal.listEach(lists, options), 0, (more) => (requests += more));
    },
    download(request, sink) {
      requests += 1;
      downloads += 1;
      return portal.download(request, sink);
    },
  };
  return { portal: counted, requests: () => requests, downloads: () => downloads };
}

/** Passes pages on and counts the answers that they come in; at the end the walk's own word holds. */
async function* counting(
  pages: AsyncGenerator<Page, ListReport, void>,
  counted: number,
  add: (more: number) => void,
): AsyncGenerator<Page, ListReport, void> {
  let sum = counted;
  let last: Page['raw'] | undefined;
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done === true) {
        add(step.value.requests - sum);
        return step.value;
      }
      if (step.value.raw !== last && (last !== undefined || counted === 0)) {
        add(1);
        sum += 1;
      }
      last = step.value.raw;
      yield step.value;
    }
  } finally {
    // Whoever leaves the walk before its end ends it.
    await pages.return({ rows: 0, requests: sum, mended: 0 });
  }
}

import type { Portal } from '../../bitrix24/port.ts';

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
      // Counted as one until the walk says how many it took: a refused list was asked for as well.
      requests += 1;
      const report = yield* portal.list(request, options);
      requests += report.requests - 1;
      return report;
    },
    async *listEach(lists, options) {
      const report = yield* portal.listEach(lists, options);
      requests += report.requests;
      return report;
    },
    download(request, sink) {
      requests += 1;
      downloads += 1;
      return portal.download(request, sink);
    },
  };
  return { portal: counted, requests: () => requests, downloads: () => downloads };
}

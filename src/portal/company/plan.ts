/** How many records of each family a sample company has. Children are dealt out to their owners in turn. */
export interface Counts {
  readonly users: number;
  readonly departments: number;
  readonly groups: number;
  readonly companies: number;
  readonly contacts: number;
  readonly leads: number;
  readonly deals: number;
  readonly requisites: number;
  readonly bankDetails: number;
  readonly activities: number;
  readonly timelineComments: number;
  readonly tasks: number;
  readonly checklistItems: number;
  readonly elapsedTimes: number;
  readonly taskResults: number;
  readonly taskComments: number;
  readonly chatMessages: number;
  readonly folders: number;
  readonly files: number;
  readonly workflows: number;
  readonly products: number;
  readonly orders: number;
}

function share(size: number, part: number, least: number, most = Number.POSITIVE_INFINITY): number {
  return Math.min(most, Math.max(least, Math.round(size * part)));
}

/** Proportions of a working company of about `size` records. The smallest still has some of everything. */
export function countsFor(size: number): Counts {
  const users = share(size, 0.008, 9, 1500);
  return {
    users,
    departments: Math.max(6, Math.min(80, Math.round(users / 4))),
    groups: share(size, 0.002, 3, 400),
    companies: share(size, 0.08, 6),
    contacts: share(size, 0.16, 12),
    leads: share(size, 0.11, 12),
    deals: share(size, 0.12, 18),
    requisites: share(size, 0.05, 4),
    bankDetails: share(size, 0.05, 4),
    activities: share(size, 0.15, 20),
    timelineComments: share(size, 0.06, 8),
    tasks: share(size, 0.06, 12),
    checklistItems: share(size, 0.04, 12),
    elapsedTimes: share(size, 0.02, 6),
    taskResults: share(size, 0.01, 3),
    taskComments: share(size, 0.015, 6),
    chatMessages: share(size, 0.025, 8),
    folders: share(size, 0.01, 20),
    files: share(size, 0.03, 40),
    workflows: share(size, 0.003, 6),
    products: share(size, 0.01, 6),
    orders: share(size, 0.005, 4),
  };
}

/** Ids rise with gaps, as they do on a portal that people have used: after every eight records one is missing. */
export function idAt(index: number, first = 1): number {
  return first + index + Math.floor(index / 8);
}

/** What one company is made from: every record is a function of it and its own index, so none need be kept. */
export interface Plan {
  readonly seed: number;
  readonly counts: Counts;
}

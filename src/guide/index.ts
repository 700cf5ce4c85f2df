import { app } from './topics/app.ts';
import { backups } from './topics/backups.ts';
import { bins } from './topics/bins.ts';
import { cache } from './topics/cache.ts';
import { data } from './topics/data.ts';
import { drive } from './topics/drive.ts';
import { order } from './topics/order.ts';
import { people } from './topics/people.ts';
import { phone } from './topics/phone.ts';
import { portal } from './topics/portal.ts';
import { profile } from './topics/profile.ts';
import type { Topic } from './types.ts';

/** The answers to what people who leave look for, in the order in which they need them. */
export const topics: readonly Topic[] = [order, profile, app, drive, data, cache, portal, bins, backups, people, phone];

export function topicById(id: string): Topic | undefined {
  return topics.find((topic) => topic.id === id);
}

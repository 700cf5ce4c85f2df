import type { Kind } from '../kind.ts';
import { bpConstant, bpTrigger, bpVariable } from './automation.ts';
import { chatMember } from './chat-member.ts';
import { crmEvent } from './crm-event.ts';
import { bpFinished, bpStep } from './processes.ts';
import { timelineEntry } from './timeline-entry.ts';

/** What a portal holds that no method of REST gives to anybody. The tables of a box do. */
export const boxKinds: readonly Kind[] = [
  crmEvent,
  timelineEntry,
  chatMember,
  bpFinished,
  bpStep,
  bpTrigger,
  bpConstant,
  bpVariable,
];

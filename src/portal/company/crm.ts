import type { Json } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { flatReach, mobileDigits, personEmail, phoneNotation, reachOf, type Ways } from './contacts.ts';
import { customValues } from './fields.ts';
import { firmAt } from './firms.ts';
import { funnels, leadStages, sources } from './funnels.ts';
import { made, type Made } from './made.ts';
import { after, lastMoment, moment, past } from './moments.ts';
import { personName, type PersonName } from './names.ts';
import { idAt, type Plan } from './plan.ts';
import { contactPosts, goods, hostileTexts, sentences } from './words.ts';

export const firstLeadId = 10;
export const firstDealId = 20;

/** Who works in the company, found once per run. */
export interface Staff {
  readonly userIds: readonly number[];
}

type Row = Record<string, Json>;

/** Fields that every CRM element has. */
function common(chance: Chance, staff: Staff, created: number): Row {
  const updated = after(chance, created, 200);
  const author = chance.pick(staff.userIds);
  const observers = chance.yes(0.1) ? [chance.pick(staff.userIds)] : [];
  return {
    createdTime: moment(created),
    updatedTime: moment(updated),
    createdBy: author,
    updatedBy: chance.pick(staff.userIds),
    assignedById: chance.pick(staff.userIds),
    opened: chance.yes(0.7) ? 'Y' : 'N',
    webformId: 0,
    originatorId: null,
    originId: null,
    searchContent: null,
    lastActivityBy: author,
    lastActivityTime: moment(updated),
    utmSource: chance.yes(0.1) ? 'newsletter' : null,
    utmMedium: null,
    utmCampaign: null,
    utmContent: null,
    utmTerm: null,
    observers,
  };
}

/** A remark; every fortieth element carries one of the hostile texts instead. */
function remark(chance: Chance, index: number): string {
  if (index % 40 === 7) return hostileTexts[Math.floor(index / 40) % hostileTexts.length] ?? '';
  return chance.yes(0.4) ? `[B]${chance.pick(sentences)}[/B] ${chance.pick(sentences)}` : '';
}

export function companyRow(plan: Plan, staff: Staff, index: number): Made {
  const firm = firmAt(plan, index);
  const chance = new Chance(plan.seed, 'company', index);
  const own = index === 0;
  const landline = `${firm.city.areaCode}${chance.digits(7)}`;
  const phones: (readonly [string, string])[] = [['WORK', phoneNotation(chance, landline)]];
  if (chance.yes(0.3)) phones.push(['WORK', phoneNotation(chance, mobileDigits(chance))]);
  const ways: Ways = {
    phones,
    emails: chance.yes(0.9) ? [['WORK', `info@${firm.domain}`]] : [],
    sites: [['WORK', `https://${firm.domain}/`]],
  };
  return made('company', {
    id: firm.id,
    ...common(chance, staff, past(chance, 1500)),
    title: firm.title,
    typeId: chance.pick(['CUSTOMER', 'SUPPLIER', 'PARTNER', 'COMPETITOR']),
    industry: chance.pick(['IT', 'MANUFACTURING', 'TRADE', 'OTHER']),
    employees: `EMPLOYEES_${chance.int(1, 4)}`,
    revenue: chance.int(1, 400) * 250_000,
    currencyId: 'RUB',
    isMyCompany: own ? 'Y' : 'N',
    leadId: null,
    bankingDetails: null,
    comments: remark(chance, index),
    address: null,
    contactIds: contactsOfCompany(plan, index).map((at) => idAt(at)),
    logo: null,
    categoryId: 0,
    addressLegal: null,
    originVersion: null,
    ...reachOf('company', firm.id, ways),
    ...customValues(chance, 'CRM_COMPANY', staff.userIds),
    entityTypeId: 4,
  });
}

/** Contacts are dealt out to companies in turn; every seventh works nowhere, every ninth for two. */
export function companiesOfContact(plan: Plan, index: number): readonly number[] {
  if (index % 7 === 6) return [];
  const first = index % plan.counts.companies;
  return index % 9 === 8 && plan.counts.companies > 1 ? [first, (first + 1) % plan.counts.companies] : [first];
}

function contactsOfCompany(plan: Plan, index: number): readonly number[] {
  const { companies, contacts } = plan.counts;
  const mine: number[] = [];
  for (let at = index; at < contacts; at += companies) if (at % 7 !== 6) mine.push(at);
  if (companies > 1) {
    const before = (index + companies - 1) % companies;
    for (let at = before; at < contacts; at += companies) if (at % 7 !== 6 && at % 9 === 8) mine.push(at);
  }
  return mine.toSorted((a, b) => a - b);
}

export function contactName(plan: Plan, index: number): PersonName {
  return personName(new Chance(plan.seed, 'contact-name', index));
}

export function contactRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'contact', index);
  const name = contactName(plan, index);
  const id = idAt(index);
  const companies = companiesOfContact(plan, index);
  const domain = companies[0] === undefined ? 'pochta.example.com' : firmAt(plan, companies[0]).domain;
  const phones: (readonly [string, string])[] = [['MOBILE', phoneNotation(chance, mobileDigits(chance))]];
  if (chance.yes(0.3)) phones.push(['MOBILE', phoneNotation(chance, mobileDigits(chance))]);
  const ways: Ways = { phones, emails: chance.yes(0.85) ? [['WORK', personEmail(name, domain)]] : [] };
  const birth = new Date(Date.UTC(chance.int(1955, 2004), chance.int(0, 11), chance.int(1, 28))).toISOString();
  return made('contact', {
    id,
    ...common(chance, staff, past(chance, 1400)),
    name: name.first,
    secondName: name.patronymic,
    lastName: name.last,
    honorific: name.gender === 'M' ? 'HNR_RU_1' : 'HNR_RU_2',
    photo: null,
    post: chance.pick(contactPosts),
    typeId: chance.pick(['CLIENT', 'SUPPLIER', 'PARTNER']),
    sourceId: chance.pick(sources),
    sourceDescription: '',
    birthdate: chance.yes(0.6) ? birth.replace(/T.*/u, 'T03:00:00+03:00') : null,
    export: 'Y',
    leadId: null,
    companyId: companies[0] === undefined ? 0 : idAt(companies[0]),
    companyIds: companies.map((at) => idAt(at)),
    comments: remark(chance, index),
    address: null,
    shortName: null,
    categoryId: 0,
    originVersion: null,
    faceId: null,
    ...reachOf('contact', id, ways),
    ...customValues(chance, 'CRM_CONTACT', staff.userIds),
    entityTypeId: 3,
  });
}

export function leadRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'lead', index);
  const id = idAt(index, firstLeadId);
  const name = personName(new Chance(plan.seed, 'lead-name', index));
  const created = past(chance, 500);
  const stage = chance.pick(leadStages);
  const known = chance.yes(0.2) ? index % plan.counts.contacts : undefined;
  const ways: Ways = {
    phones: chance.yes(0.8) ? [['WORK', phoneNotation(chance, mobileDigits(chance))]] : [],
    emails: chance.yes(0.6) ? [['HOME', personEmail(name, 'yashchik.example.org')]] : [],
  };
  const contactIds = known === undefined ? [] : [idAt(known)];
  return made('lead', {
    id,
    ...common(chance, staff, created),
    title:
      index % 50 === 13
        ? (hostileTexts[Math.floor(index / 50) % hostileTexts.length] ?? '')
        : `Заявка № ${1000 + id}: ${chance.pick(goods)}`,
    name: name.first,
    lastName: name.last,
    secondName: name.patronymic,
    shortName: null,
    honorific: null,
    companyTitle: chance.yes(0.5) ? firmAt(plan, index % plan.counts.companies).title : '',
    post: chance.pick(contactPosts),
    companyId: 0,
    contactId: contactIds[0] ?? 0,
    contactIds,
    stageId: stage.id,
    stageSemanticId: stage.semantics,
    statusDescription: null,
    isConvert: null,
    productId: null,
    opportunity: chance.int(0, 300) * 1000,
    isManualOpportunity: 'Y',
    currencyId: 'RUB',
    sourceId: chance.pick(sources),
    sourceDescription: '',
    comments: remark(chance, index),
    address: null,
    dateClosed: stage.semantics === 'P' ? null : moment(after(chance, created, 30)),
    birthdate: null,
    login: null,
    isReturnCustomer: known === undefined ? 'N' : 'Y',
    movedBy: chance.pick(staff.userIds),
    movedTime: moment(after(chance, created, 20)),
    skype: null,
    icq: null,
    dateCreateShort: null,
    dateModifyShort: null,
    ...reachOf('lead', id, ways),
    ...flatReach(ways),
    ...customValues(chance, 'CRM_LEAD', staff.userIds),
    entityTypeId: 1,
  });
}

/** A deal's company and its people: the company of the deal, and one or two of those who work there. */
export function partiesOfDeal(
  plan: Plan,
  index: number,
): { readonly company: number; readonly contacts: readonly number[] } {
  const company = index % plan.counts.companies;
  const staff = contactsOfCompany(plan, company);
  return { company, contacts: staff.slice(0, index % 3) };
}

export function dealRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'deal', index);
  const id = idAt(index, firstDealId);
  const funnel = chance.yes(0.6) ? funnels[0] : chance.pick(funnels);
  if (funnel === undefined) throw new RangeError('no funnels');
  const stage = chance.pick(funnel.stages);
  const created = past(chance, 800);
  const parties = partiesOfDeal(plan, index);
  const contactIds = parties.contacts.map((at) => idAt(at));
  const opportunity = chance.int(5, 900) * 1000 + (chance.yes(0.3) ? chance.int(0, 99) / 100 : 0);
  return made('deal', {
    id,
    ...common(chance, staff, created),
    title:
      index % 50 === 21
        ? (hostileTexts[Math.floor(index / 50) % hostileTexts.length] ?? '')
        : `${firmAt(plan, parties.company).brand}: ${chance.pick(goods)}`,
    leadId: chance.yes(0.2) ? idAt(index % plan.counts.leads, firstLeadId) : null,
    companyId: idAt(parties.company),
    contactId: contactIds[0] ?? 0,
    contactIds,
    quoteId: null,
    productId: null,
    categoryId: funnel.id,
    stageId: stage.id,
    stageSemanticId: stage.semantics,
    isNew: /(?:^|:)NEW$/u.test(stage.id) ? 'Y' : 'N',
    isRecurring: 'N',
    isReturnCustomer: chance.yes(0.3) ? 'Y' : 'N',
    isRepeatedApproach: 'N',
    closed: stage.semantics === 'P' ? 'N' : 'Y',
    typeId: chance.pick(['SALE', 'COMPLEX', 'SERVICE']),
    opportunity,
    isManualOpportunity: 'Y',
    taxValue: Math.round((opportunity / 6) * 100) / 100,
    currencyId: 'RUB',
    probability: stage.semantics === 'P' ? chance.int(1, 9) * 10 : null,
    comments: remark(chance, index),
    begindate: moment(created).replace(/T.*/u, 'T03:00:00+03:00'),
    begindateShort: null,
    closedate: moment(Math.min(lastMoment + 30 * 86_400_000, created + chance.int(7, 60) * 86_400_000)).replace(
      /T.*/u,
      'T03:00:00+03:00',
    ),
    closedateShort: null,
    eventDate: null,
    eventDateShort: null,
    eventId: null,
    eventDescription: null,
    locationId: null,
    sourceId: chance.pick(sources),
    sourceDescription: '',
    additionalInfo: '',
    orderStage: null,
    movedBy: chance.pick(staff.userIds),
    movedTime: moment(after(chance, created, 40)),
    isWork: null,
    isWon: null,
    isLose: null,
    receivedAmount: null,
    lostAmount: null,
    hasProducts: null,
    dateCreateShort: null,
    dateModifyShort: null,
    ...customValues(chance, 'CRM_DEAL', staff.userIds),
    entityTypeId: 2,
  });
}

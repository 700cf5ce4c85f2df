import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { firstText, textAt } from '../../kinds/fields.ts';
import { blobBytes } from '../blobs.ts';
import { contentLine, parameterValue, textValue } from '../content-lines.ts';
import { companyOf, dateOf, plain, reaches, type Reach, type World } from '../importers/world.ts';
import type { Losses } from '../losses.ts';

export type CardVersion = '3.0' | '4.0';

const photoBytesMax = 512 * 1024;
const photoTooBig = {
  ru: 'Фотография больше 512 КБ или не JPEG, PNG, GIF: в карточку не вложена.',
  en: 'A photo of more than 512 KB, or not JPEG, PNG or GIF, is not put into the card.',
};

/** The name of a card for ever: a second import finds it again. */
export function cardUid(archive: Archive, { key }: ArchivedRecord): string {
  return `b24-${key.kind}-${key.id}@${archive.portal}`;
}

const phoneTypes: Readonly<Record<string, string>> = {
  WORK: 'WORK,VOICE',
  HOME: 'HOME,VOICE',
  MOBILE: 'CELL',
  FAX: 'FAX',
  PAGER: 'PAGER',
};

function phoneLine({ value, use }: Reach, version: CardVersion): string {
  const types = phoneTypes[use] ?? 'VOICE';
  const written = version === '3.0' ? types : `"${types.toLowerCase()}"`;
  return contentLine(`TEL;TYPE=${written}`, textValue(value));
}

function emailLine({ value, use }: Reach, version: CardVersion): string {
  const where = use === 'WORK' || use === 'HOME' ? [use] : [];
  const types = version === '3.0' ? ['INTERNET', ...where] : where.map((each) => each.toLowerCase());
  return contentLine(`EMAIL${types.length === 0 ? '' : `;TYPE=${types.join(',')}`}`, textValue(value));
}

/** Employees have their phones and e-mail in fields of their own. */
function userReaches({ row }: ArchivedRecord, type: 'PHONE' | 'EMAIL' | 'WEB'): readonly Reach[] {
  const fields: Readonly<Record<typeof type, readonly (readonly [string, string])[]>> = {
    PHONE: [
      ['PERSONAL_MOBILE', 'MOBILE'],
      ['WORK_PHONE', 'WORK'],
      ['PERSONAL_PHONE', 'HOME'],
      ['UF_PHONE_INNER', 'OTHER'],
    ],
    EMAIL: [['EMAIL', 'WORK']],
    WEB: [['PERSONAL_WWW', 'WORK']],
  };
  return fields[type].flatMap(([name, use]) => {
    const value = textAt(row, name).trim();
    return value === '' ? [] : [{ value, use }];
  });
}

function nameLines(record: ArchivedRecord, isCompany: boolean, version: CardVersion): string {
  const { row } = record;
  const full = record.name === '' ? `№ ${record.key.id}` : record.name;
  if (isCompany) {
    const kind = version === '4.0' ? contentLine('KIND', 'org') : contentLine('X-ABSHOWAS', 'COMPANY');
    return (
      contentLine('FN', textValue(full)) +
      contentLine('N', `${textValue(full)};;;;`) +
      contentLine('ORG', textValue(full)) +
      kind
    );
  }
  const [last, first, middle] = ['lastName', 'name', 'secondName'].map((small) =>
    textValue(firstText(row, small, small.replaceAll(/(?=[A-Z])/gu, '_').toUpperCase())),
  );
  const anyone = `${last}${first}${middle}` === '' ? textValue(full) : last;
  return contentLine('FN', textValue(full)) + contentLine('N', `${anyone};${first};${middle};;`);
}

async function photoLine(
  archive: Archive,
  record: ArchivedRecord,
  version: CardVersion,
  losses: Losses,
): Promise<string> {
  for (const { slot, fileId, blob } of archive.files(record.key)) {
    const isPhoto = slot === 'photo' || /^(?:photo|logo):/u.test(fileId);
    if (!isPhoto || blob === undefined) continue;
    const bytes = blob.sizeBytes > photoBytesMax ? undefined : Buffer.from(await blobBytes(archive, blob));
    const type = bytes === undefined ? undefined : imageType(bytes);
    if (bytes === undefined || type === undefined) {
      losses.add(photoTooBig, record.key);
      continue;
    }
    const name = slot !== 'photo' && fileId.startsWith('logo') ? 'LOGO' : 'PHOTO';
    const base64 = bytes.toString('base64');
    return version === '3.0'
      ? contentLine(`${name};ENCODING=b;TYPE=${type.toUpperCase()}`, base64)
      : contentLine(name, `data:image/${type};base64,${base64}`);
  }
  return '';
}

function imageType(bytes: Buffer): 'jpeg' | 'png' | 'gif' | undefined {
  const head = bytes.toString('latin1', 0, 6);
  if (head.startsWith('\u00FF\u00D8\u00FF')) return 'jpeg';
  if (head.startsWith('\u0089PNG')) return 'png';
  return /^GIF8[79]a/u.test(head) ? 'gif' : undefined;
}

function addressLines(archive: Archive, record: ArchivedRecord): string {
  let lines = '';
  for (const { row } of archive.children(record.key, 'address')) {
    const [street, flat, city, region, zip, country] = [
      'ADDRESS_1',
      'ADDRESS_2',
      'CITY',
      'PROVINCE',
      'POSTAL_CODE',
      'COUNTRY',
    ].map((name) => textValue(textAt(row, name)));
    lines += contentLine('ADR;TYPE=WORK', `;${flat};${street};${city};${region};${zip};${country}`);
  }
  return lines;
}

/** One card. Phones stay as people wrote them: an extension is part of the number. */
export async function cardOf(
  record: ArchivedRecord,
  version: CardVersion,
  world: World,
  losses: Losses,
): Promise<string> {
  const { archive } = world;
  const { key, row } = record;
  const isUser = key.kind === 'user';
  const all = (type: 'PHONE' | 'EMAIL' | 'WEB'): readonly Reach[] =>
    isUser ? userReaches(record, type) : reaches(record, type);
  const organisation = isUser ? '' : world.name('company', companyOf(record)) || textAt(row, 'companyTitle');
  const post = firstText(row, 'post', 'WORK_POSITION');
  const birthday = dateOf(record, 'birthdate') || dateOf(record, 'PERSONAL_BIRTHDAY');
  const note = plain(firstText(row, 'comments', 'PERSONAL_NOTES'));
  const url = world.url(record);
  let card = contentLine('BEGIN', 'VCARD') + contentLine('VERSION', version);
  card += contentLine('PRODID', '-//bye24//bye24//RU') + contentLine('UID', textValue(cardUid(archive, record)));
  card += nameLines(record, key.kind === 'company', version);
  for (const phone of all('PHONE')) card += phoneLine(phone, version);
  for (const email of all('EMAIL')) card += emailLine(email, version);
  for (const { value } of all('WEB')) card += contentLine('URL', value.replaceAll(/[\p{Cc}\s]/gu, ''));
  for (const { value, use } of isUser ? [] : reaches(record, 'IM')) {
    card += contentLine(`X-B24-IM;TYPE=${parameterValue(use)}`, textValue(value));
  }
  if (organisation !== '') card += contentLine('ORG', textValue(organisation));
  if (post !== '') card += contentLine('TITLE', textValue(post));
  if (birthday !== '') card += contentLine('BDAY', version === '3.0' ? birthday : birthday.replaceAll('-', ''));
  card += addressLines(archive, record) + (await photoLine(archive, record, version, losses));
  if (note !== '') card += contentLine('NOTE', textValue(note));
  card += contentLine('X-B24-ID', world.id(record));
  if (url !== '') card += contentLine('X-B24-URL', url);
  return card + contentLine('END', 'VCARD');
}

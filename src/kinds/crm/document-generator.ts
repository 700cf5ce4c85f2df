import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt, words } from '../fields.ts';
import type { FileSource, Group, Kind, Reference } from '../kind.ts';
import { listed } from '../listed.ts';

/**
 * A file that a row gives by a link for machines, which carries its own token. The link beside it, without "Machine",
 * needs a browser session (api-reference/crm/document-generator/documents/crm-document-generator-document-get.md).
 */
function machineFile(slot: string, idField: string, urlField: string, nameField: string, ending: string): FileSource {
  return {
    slot,
    files: (row) => {
      const url = textAt(row, urlField);
      const fileId = textAt(row, idField) || textAt(row, 'id');
      return url === '' ? [] : [{ fileId, name: `${textAt(row, nameField) || fileId}${ending}`, url }];
    },
  };
}

/** The two document generators, the CRM's and the common one, tell their templates and documents by the same rows. */
export interface Generator {
  readonly group: Group;
  readonly scope: string;
  /** `crm.documentgenerator` */
  readonly prefix: string;
  readonly kinds: { readonly template: string; readonly document: string };
  readonly titles: { readonly template: Kind['title']; readonly document: Kind['title'] };
  readonly docs: { readonly template: readonly string[]; readonly document: readonly string[] };
  /** What a template's list is asked for beside all that it gives by itself. */
  readonly templateParams: ListRequest['params'];
  /** Rows of templates tell who made them and when. */
  readonly tellsAuthors?: true;
  readonly references?: { readonly template?: readonly Reference[]; readonly document?: readonly Reference[] };
  readonly documentParams: ListRequest['params'];
}

const creator = { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } };

export function templateOf({ prefix, kinds, tellsAuthors, ...facts }: Generator): Kind {
  return listed({
    id: kinds.template,
    group: facts.group,
    title: facts.titles.template,
    scope: facts.scope,
    docs: facts.docs.template,
    list: {
      method: `${prefix}.template.list`,
      ...(facts.templateParams && { params: facts.templateParams }),
      rows: ['templates'],
      idField: 'id',
      pager: { by: 'offset' },
    },
    name: (row) => firstText(row, 'name', 'id'),
    ...(tellsAuthors && { changedAt: { field: 'updateTime' }, createdAt: 'createTime', people: [creator] }),
    volatile: ['download', 'downloadMachine'],
    references: facts.references?.template ?? [],
    remove: `${prefix}.template.delete`,
    files: [machineFile('file', 'fileId', 'downloadMachine', 'name', '.docx')],
    after: [kinds.document],
    columns: [
      { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
      tellsAuthors
        ? { field: 'updateTime', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' }
        : { field: 'region', title: { ru: 'Страна', en: 'Country' }, type: 'text' },
      { field: 'active', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
    ],
  });
}

export function documentOf({ prefix, kinds, ...facts }: Generator): Kind {
  return listed({
    id: kinds.document,
    group: facts.group,
    title: facts.titles.document,
    scope: facts.scope,
    docs: facts.docs.document,
    list: {
      method: `${prefix}.document.list`,
      ...(facts.documentParams && { params: facts.documentParams }),
      rows: ['documents'],
      idField: 'id',
      pager: { by: 'offset' },
    },
    name: (row) => firstText(row, 'title', 'number'),
    changedAt: { field: 'updateTime' },
    createdAt: 'createTime',
    volatile: words(
      'downloadUrl pdfUrl imageUrl downloadUrlMachine pdfUrlMachine imageUrlMachine printUrl pdfId imageId',
    ),
    references: [
      ...(facts.references?.document ?? []),
      { field: 'templateId', to: kinds.template },
      { field: 'createdBy', to: 'user' },
    ],
    people: [creator],
    remove: `${prefix}.document.delete`,
    files: [
      machineFile('docx', 'fileId', 'downloadUrlMachine', 'title', '.docx'),
      machineFile('pdf', 'pdfId', 'pdfUrlMachine', 'title', '.pdf'),
      machineFile('image', 'imageId', 'imageUrlMachine', 'title', '.jpg'),
    ],
    columns: [
      { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
      { field: 'number', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
      { ...creator, type: 'user' },
      { field: 'createTime', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
    ],
    limits: {
      ru: 'PDF и картинка бывают готовы не сразу: первые 30–40 секунд есть только DOCX.',
      en: 'The PDF and the picture may be late: for the first 30 to 40 seconds there is only the DOCX.',
    },
  });
}

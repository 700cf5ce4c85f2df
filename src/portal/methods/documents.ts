import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { listOfShelf, type Shelf, shelfDelete, shelfGet, shelfList } from '../shelf.ts';
import { crmShelves as crm } from '../shelves/crm.ts';

/** Where the bytes of each form of a document are kept. */
const places = { '.docx': '_blob', '.pdf': '_pdf', '.jpg': '_image' } as const;

function link(context: Context, record: JsonObject, ending: keyof typeof places): string {
  const file = { blob: Number(textOf(record[places[ending]])), name: `${textOf(record['id'])}${ending}` };
  return context.core.links.download(context, file, 'documentgenerator');
}

/** The address that only a browser with a session can use. */
const forBrowser = (context: Context, action: string, id: Json | undefined): string =>
  `${context.origin}/bitrix/services/main/ajax.php?action=${action}&id=${textOf(id)}`;

function template(record: JsonObject, context: Context): JsonObject {
  return {
    ...record,
    download: forBrowser(context, 'documentgenerator.api.template.download', record['id']),
    downloadMachine: link(context, record, '.docx'),
  };
}

function document(record: JsonObject, context: Context): JsonObject {
  return {
    ...record,
    downloadUrl: forBrowser(context, 'documentgenerator.api.document.getfile', record['id']),
    pdfUrl: forBrowser(context, 'documentgenerator.api.document.getpdf', record['id']),
    imageUrl: forBrowser(context, 'documentgenerator.api.document.getimage', record['id']),
    downloadUrlMachine: link(context, record, '.docx'),
    pdfUrlMachine: link(context, record, '.pdf'),
    imageUrlMachine: link(context, record, '.jpg'),
  };
}

/** Templates come as a map by their numbers. */
function templates(from: Shelf, context: Context): Reply {
  const { result, ...counted } = listOfShelf(from, context, { row: template });
  const rows = (result as readonly JsonObject[]).map((row): [string, Json] => [textOf(row['id']), row]);
  return { ...counted, result: { templates: Object.fromEntries(rows) } };
}

const noDocument = (): Refusal => new Refusal('0', 'Документ не найден');
const noTemplate = (): Refusal => new Refusal('0', 'Шаблон не найден');
const noNumerator = (): Refusal => new Refusal('100', 'Could not construct parameter {numerator}');

function family(prefix: string, templateShelf: Shelf, documentShelf: Shelf): readonly Method[] {
  return [
    read(`${prefix}.template.list`, templateShelf.scope, (context) => templates(templateShelf, context)),
    shelfDelete(templateShelf, `${prefix}.template.delete`, { missing: noTemplate, answer: null }),
    shelfList(documentShelf, `${prefix}.document.list`, { path: ['documents'], row: document }),
    shelfDelete(documentShelf, `${prefix}.document.delete`, { missing: noDocumentOf(documentShelf), answer: null }),
  ];
}

/** A document of the generator that the CRM did not make is none to the CRM. */
function noDocumentOf(from: Shelf): (id: string, context: Context) => Refusal {
  return (id, { core }) =>
    from === crm.crmDocument && core.store.table(crm.generatedDocument.table).has(Number.parseInt(id, 10))
      ? new Refusal('', 'Document not found')
      : noDocument();
}

const generator = 'Bitrix_Main_Numerator_Generator_SequentNumberGenerator';

/** One numerator tells more of its settings than the list. */
function wholeNumerator(record: JsonObject): JsonObject {
  const { settings, ...rest } = record;
  const known = (settings as JsonObject)[generator] as JsonObject;
  return { ...rest, code: null, settings: { [generator]: { ...known, length: 0, padString: '0' } } };
}

const numerators = 'crm.documentgenerator.numerator';

/** Documents made from templates (https://apidocs.bitrix24.ru/api-reference/document-generator/). */
export const documents: readonly Method[] = [
  ...family('crm.documentgenerator', crm.crmTemplate, crm.crmDocument),
  ...family('documentgenerator', crm.documentTemplate, crm.generatedDocument),
  shelfList(crm.numerator, `${numerators}.list`, { path: ['numerators'] }),
  shelfGet(crm.numerator, `${numerators}.get`, { path: ['numerator'], missing: noNumerator, row: wholeNumerator }),
  shelfDelete(crm.numerator, `${numerators}.delete`, { missing: noNumerator, answer: null }),
  shelfList(crm.generatorNumerator, 'documentgenerator.numerator.list', {
    path: ['numerators'],
    row: (record) => ({ ...record, settings: wholeNumerator(record)['settings'] ?? {} }),
  }),
  shelfDelete(crm.generatorNumerator, 'documentgenerator.numerator.delete', { missing: noNumerator, answer: null }),
];
